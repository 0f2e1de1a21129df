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
    private final byte[] body;

    private Answer(OptionalInt status, Optional<Failure> failure, byte[] body) {
        this.status = status;
        this.failure = failure;
        this.body = body;
    }

    static Answer of(OptionalInt status, Optional<Failure> failure, byte[] body) {
        return new Answer(status, failure, body);
    }

    static Answer failed(Failure failure) {
        return new Answer(OptionalInt.empty(), Optional.of(failure), new byte[0]);
    }

    /// The HTTP status, where one came.
    public OptionalInt status() {
        return status;
    }

    /// Empty where an answer came, whatever it says.
    public Optional<Failure> failure() {
        return failure;
    }

    /// As much of the body as was read: no more than the client reads.
    public byte[] body() {
        return body;
    }
}
