package dev.sarraf.events;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// One try to deliver an event and what came of it.
///
/// @param status the HTTP status of the answer, where one came
/// @param failure why it does not count as delivered; empty for a success
/// @param answer the beginning of the answer's body, at most [#MAX_ANSWER] characters
public record Attempt(
        Instant startedAt, Duration duration, OptionalInt status, Optional<Failure> failure, String answer) {
    public static final int MAX_ANSWER = 4096;

    public Attempt {
        // PostgreSQL cannot store NUL.
        answer = answer.replace('\u0000', '\ufffd');
        if (answer.length() > MAX_ANSWER) {
            throw new IllegalArgumentException("bug: an answer is kept with at most " + MAX_ANSWER + " characters");
        }
    }

    public boolean succeeded() {
        return failure.isEmpty();
    }

    /// The kinds of failure. A refused connection, one that found no way and one to an address that is not allowed
    /// are one kind, so that an endpoint cannot be used to find out what listens in our network.
    public enum Failure {
        /// An answer came, but its status is none of 200 to 299.
        STATUS("The endpoint answered with a status outside 200 to 299."),
        TIMEOUT("The endpoint did not answer completely in time."),
        DNS("The host name could not be resolved."),
        UNREACHABLE("No connection could be made to the endpoint."),
        TLS("No trusted TLS connection could be made to the endpoint."),
        BROKEN("The connection broke, or what came over it was not HTTP."),
        INTERNAL("The event could not be sent for a reason on our side.");

        private final String meaning;

        Failure(String meaning) {
            this.meaning = meaning;
        }

        /// What happened, in a sentence for the merchant's developer.
        public String meaning() {
            return meaning;
        }
    }
}
