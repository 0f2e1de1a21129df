package dev.sarraf.cli;

/// A command did not do what it was asked for, for a reason that its user can read in one line.
@SuppressWarnings("serial")
final class CommandFailed extends RuntimeException {
    CommandFailed(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
