package dev.sarraf.processors;

/// What a bank that is played can be told to do: the simulator's.
public interface BankMood {
    /// Lets it decline the next refund of this merchant.
    ///
    /// @throws ProcessorUnavailable where the bank does not answer
    void declineNextRefund(ProcessorAccount account);
}
