package dev.sarraf.targets;

import java.util.Optional;
import java.util.OptionalInt;

/// What came of one exchange.
public final class Answer {
    /// Why no answer, or no whole one, came. A refused connection, one that found no way and one to an address that is
    /// not allowed are one kind, so that nobody can use us to find out what listens in our network.
    public enum Failure {
        TIMEOUT,
        DNS,
        UNREACHABLE,
        TLS,
        BROKEN,
        INTERNAL
    }

    private final OptionalInt status;
    private final Optional<Failure> failure;
    private final Optional<String> retryAfter;
    private final byte[] body;

    private Answer(OptionalInt status, Optional<Failure> failure, Optional<String> retryAfter, byte[] body) {
        this.status = status;
        this.failure = failure;
        this.retryAfter = retryAfter;
        this.body = body;
    }

    static Answer of(OptionalInt status, Optional<Failure> failure, Optional<String> retryAfter, byte[] body) {
        return new Answer(status, failure, retryAfter, body);
    }

    static Answer failed(Failure failure) {
        return new Answer(OptionalInt.empty(), Optional.of(failure), Optional.empty(), new byte[0]);
    }

    /// The HTTP status, where one came.
    public OptionalInt status() {
        return status;
    }

    /// Empty where an answer came, whatever it says.
    public Optional<Failure> failure() {
        return failure;
    }

    /// The header `Retry-After` as it came, which can be anything.
    public Optional<String> retryAfter() {
        return retryAfter;
    }

    /// As much of the body as was read: no more than the client reads.
    public byte[] body() {
        return body;
    }
}
