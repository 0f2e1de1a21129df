package dev.sarraf.processors;

/// What a customer does about a payment that waits for them.
public sealed interface CustomerStep {
    /// Does not want it any more.
    record Cancel() implements CustomerStep {}

    /// Types the code that was sent to the phone, which prints as stars.
    record EnterCode(String code) implements CustomerStep {
        @Override
        public String toString() {
            return "EnterCode[******]";
        }
    }

    record ChoosePlan(int months) implements CustomerStep {}
}
