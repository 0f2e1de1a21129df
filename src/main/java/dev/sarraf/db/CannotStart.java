package dev.sarraf.db;

/// Why the program cannot start, said to the person who started it.
///
/// The first line of the message names the cause and, where there is one, the remedy. More lines follow only where
/// another program failed, and are what that program printed. Never holds a secret.
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
