package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import java.util.List;

/// Challenges from which the customer has not come back in time. Where the bank does not answer, it is asked again a
/// minute later.
final class ChallengeBacklog implements Backlog {
    private final AttemptRun run;
    private final AttemptStore attempts = new AttemptStore();

    ChallengeBacklog(AttemptRun run) {
        this.run = run;
    }

    @Override
    public List<Task> claim(Tx tx, int limit) {
        return attempts.claimLapsed(tx, limit).stream()
                .map(attempt -> new Task(attempt.charge().text(), () -> run.lapse(attempt)))
                .toList();
    }
}
