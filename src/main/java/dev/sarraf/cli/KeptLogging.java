package dev.sarraf.cli;

import java.util.logging.LogManager;

/// Logging that goes on until the process has ended.
///
/// The JDK's own takes all handlers away as soon as a stop is asked for, so that nothing would be heard of what
/// is still under way. The JDK takes the class that a system property names, hence public with a public
/// constructor.
public final class KeptLogging extends LogManager {
    private volatile boolean isKept;

    /// Ignores every reset from now on.
    void keep() {
        isKept = true;
    }

    @Override
    public void reset() {
        if (!isKept) {
            super.reset();
        }
    }
}
