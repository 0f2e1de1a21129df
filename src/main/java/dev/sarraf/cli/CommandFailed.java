package dev.sarraf.cli;

/// A command did not do what it was asked for, for a reason that its user can read in one line.
@SuppressWarnings("serial")
class CommandFailed extends RuntimeException {
    CommandFailed(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /// No server answers, which may be so for a while only.
    static final class ServerAway extends CommandFailed {
        ServerAway(String message) {
            super(message);
        }
    }
}
