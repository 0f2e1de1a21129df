package dev.sarraf.payments;

import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.processors.Slip;
import java.net.URI;
import java.util.Optional;

/// How an attempt to pay stands, as the customer's page needs to know it.
public sealed interface Progress {
    /// The bank is being asked, or its answer is not known for certain. Follow it; do not offer another try.
    record Confirming() implements Progress {}

    /// The issuer wants to see the customer: the browser posts `creq` to `acsUrl`, in a frame or as a page.
    record Challenge(URI acsUrl, String creq) implements Progress {}

    /// A provider waits for the customer, who has been given this to pay with.
    record Awaiting(PaymentMethod method, Slip slip) implements Progress {}

    /// The money is taken and the session complete.
    record Paid() implements Progress {}

    /// Nothing was taken by this attempt and another may be made.
    ///
    /// @param code payment error code: a [dev.sarraf.processors.PaymentErrorCode]
    /// @param declineCode the finer reason where there is one: `insufficient_funds`, `generic_decline`, or
    ///     how 3-D Secure ended: `authentication_canceled`, `_rejected`, `_unavailable`, `_abandoned`
    record Declined(String code, Optional<String> declineCode) implements Progress {}

    /// Given up before the bank was asked to charge: a later attempt, in another tab perhaps, took its place, or it
    /// broke off. Nothing was taken by it and another may be made.
    record Replaced() implements Progress {}
}
