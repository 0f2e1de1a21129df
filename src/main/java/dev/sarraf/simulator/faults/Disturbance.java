package dev.sarraf.simulator.faults;

import dev.sarraf.simulator.web.Answer;

/// Ends a call before anything was done, with what the caller gets to see instead.
public final class Disturbance extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Disturbance(Answer answer) {
        super("a fault was asked for", null, false, false);
        this.answer = answer;
    }

    public Answer answer() {
        return answer;
    }
}
