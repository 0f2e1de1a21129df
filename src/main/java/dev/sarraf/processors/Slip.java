package dev.sarraf.processors;

import java.time.Instant;
import java.util.List;

/// What a provider of local methods has given out for a payment, and waits for: the number by which the customer
/// pays it, until when, and what to do with it.
///
/// @param reference the number of the voucher, the request or the purchase
/// @param expiresAt by the provider's clock
/// @param wrongCodes how many codes were typed that were not right
/// @param plans what can be chosen, where that is the next step
public record Slip(String reference, Instant expiresAt, Step step, int wrongCodes, List<Plan> plans) {
    public Slip {
        plans = List.copyOf(plans);
    }

    /// What the customer has to do next.
    public enum Step {
        PAY_VOUCHER,
        APPROVE,
        ENTER_CODE,
        CHOOSE_PLAN
    }

    /// A way to pay in instalments.
    ///
    /// @param monthly minor units
    public record Plan(int months, long monthly) {}
}
