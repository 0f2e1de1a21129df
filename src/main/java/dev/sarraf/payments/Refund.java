package dev.sarraf.payments;

import dev.sarraf.merchants.MerchantId;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.money.Money;
import dev.sarraf.processors.BankIds;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.Repayment;
import java.time.Instant;
import java.util.Optional;

/// Money of a charge on its way back to the customer, and what came of it.
///
/// @param method how the charge was paid, and so how its money goes back
/// @param receipt what the bank told of it
/// @param decline why the bank did not do it
/// @param balanceTransaction how its amount left the merchant's balance, as soon as it was asked for
/// @param failureBalanceTransaction how the amount came back, where the bank did not do it
/// @param sentAt real time of the latest request to the bank
record Refund(
        MerchantId merchant,
        RefundId id,
        ChargeId charge,
        IntentId intent,
        Status status,
        Money amount,
        PaymentMethod method,
        Optional<Reason> reason,
        Optional<String> description,
        Optional<String> instructionsEmail,
        BankIds bankIds,
        Optional<Outcome.Receipt> receipt,
        Optional<Outcome.Decline> decline,
        String balanceTransaction,
        Optional<String> failureBalanceTransaction,
        Instant createdAt,
        Optional<Instant> sentAt) {

    /// A refund ends once, and only on the bank's word.
    enum Status {
        PENDING,
        SUCCEEDED,
        FAILED
    }

    /// Why the merchant gives the money back, in the merchant's words.
    enum Reason {
        DUPLICATE,
        FRAUDULENT,
        REQUESTED_BY_CUSTOMER,
        RISK_HOLD_CAPTURE
    }

    boolean isPending() {
        return status == Status.PENDING;
    }

    /// What the bank is told: the same for the first request and each repeat.
    Repayment repayment() {
        return new Repayment.Refund(bankIds, amount, charge.text(), id.text());
    }
}
