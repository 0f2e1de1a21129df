package dev.sarraf.cli.prove;

/// An answer with another status than the only right one.
final class UnexpectedAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnexpectedAnswer(String request, int status, String body) {
        super(request + " was answered with " + status + ": "
                + body.lines().limit(3).reduce("", (one, other) -> one + other));
    }
}
