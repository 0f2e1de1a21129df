package dev.sarraf.processors;

import java.time.Duration;

/// The clock of a bank that can be moved: the simulator's.
public interface BankClock {
    /// Sets the clock of this merchant so far ahead of real time. It never moves back.
    ///
    /// @throws ProcessorUnavailable where the bank does not answer
    void moveTo(ProcessorAccount account, Duration ahead);
}
