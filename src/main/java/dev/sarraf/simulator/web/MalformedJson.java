package dev.sarraf.simulator.web;

/// A body that is not one well-formed JSON object within the limits. The message says why without repeating the body.
public final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedJson(String reason) {
        super(reason);
    }
}
