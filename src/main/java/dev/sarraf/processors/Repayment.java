package dev.sarraf.processors;

import dev.sarraf.money.Money;

/// Everything that the bank is told to give money of a charge back. The same repayment always makes the same
/// request, so that repeating it is safe.
public sealed interface Repayment {
    BankIds ids();

    /// What the customer gets back.
    Money amount();

    /// The transaction of the charge, in the same order.
    String charge();

    /// A part of what a charge took, or all of it. Possible for months.
    ///
    /// @param charge the transaction of the charge, in the same order
    /// @param reference what the merchant finds in the bank's own reports
    record Refund(BankIds ids, Money amount, String charge, String reference) implements Repayment {}

    /// A charge is undone as if it had never been, so that it stands on no statement of the card. Possible only
    /// until the acquirer has settled it, and only for the order's latest movement: who gets a refusal has to
    /// refund instead.
    ///
    /// @param amount all that the charge took
    /// @param charge the transaction of the charge, in the same order
    record Cancellation(BankIds ids, Money amount, String charge) implements Repayment {}
}
