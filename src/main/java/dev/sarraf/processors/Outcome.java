package dev.sarraf.processors;

import dev.sarraf.money.Money;
import java.util.Optional;

/// What became of a charge, or of a repayment. Only an explicit answer for this very order, amount and currency
/// ends one; everything else is [Unknown].
public sealed interface Outcome {
    /// The money is taken; in a repayment, given back.
    record Approved(Receipt receipt) implements Outcome {}

    /// Less is taken than was asked for, as from a card that does not hold it all. What comes of that is up to
    /// whoever asked; a repayment is never done in part.
    ///
    /// @param taken more than nothing and less than was asked for
    /// @param decline why it was not all
    record PartlyApproved(Money taken, Decline decline, Receipt receipt) implements Outcome {}

    /// The money is not moved, and this transaction will never move it.
    record Declined(Decline decline, Receipt receipt) implements Outcome {}

    /// The gateway says that it failed for technical reasons. It becomes a decline only once a look-up says the
    /// same, since the acquirer may have done it all the same.
    record Unconfirmed(Decline decline, Receipt receipt) implements Outcome {}

    /// In flight, unanswered, or answered with something that cannot be trusted. Never a decline: ask again.
    ///
    /// @param detail for the log: what was wrong with the answer
    record Unknown(String detail) implements Outcome {}

    /// Another operation holds this order at the bank, or the bank is busy: nothing was done, repeat the same
    /// request later.
    record TryLater(String detail) implements Outcome {}

    /// A provider has it on record and waits for the customer. Says nothing of how it ends.
    record Waiting(Slip slip) implements Outcome {}

    /// The bank will never do it: it refuses the request itself (the card session is gone, the operation is not
    /// enabled). What an earlier identical request did is not said by this.
    record Refused(String detail) implements Outcome {}

    /// What the bank tells of something that it processed. Everything may be missing.
    ///
    /// @param gatewayCode the gateway's own result, `APPROVED`
    /// @param acquirerCode the issuer's raw code, `00`, `51`
    /// @param securityCodeMatch the gateway's word on the security code: `MATCH`, `NO_MATCH`, `NOT_PROCESSED`
    /// @param externalId the acquirer's reference
    /// @param loan what was agreed, where the customer pays in instalments
    record Receipt(
            String gatewayCode,
            Optional<String> acquirerCode,
            Optional<String> acquirerMessage,
            Optional<String> authorizationCode,
            Optional<String> externalId,
            Optional<String> securityCodeMatch,
            Optional<CardDetails> card,
            Optional<Loan> loan) {

        /// Of a card.
        public Receipt(
                String gatewayCode,
                Optional<String> acquirerCode,
                Optional<String> acquirerMessage,
                Optional<String> authorizationCode,
                Optional<String> externalId,
                Optional<String> securityCodeMatch,
                Optional<CardDetails> card) {
            this(
                    gatewayCode,
                    acquirerCode,
                    acquirerMessage,
                    authorizationCode,
                    externalId,
                    securityCodeMatch,
                    card,
                    Optional.empty());
        }
    }

    /// What may be shown of the card that was charged.
    ///
    /// @param brand in lower case: `mastercard`
    /// @param funding `credit`, `debit`, `prepaid`, `unknown`
    record CardDetails(
            String brand, String last4, int expiryMonth, int expiryYear, String funding, Optional<String> country) {}

    /// Why a charge was declined, in the terms of the API.
    ///
    /// @param code the payment error code: a [PaymentErrorCode]
    /// @param declineCode the finer reason where the issuer gave one: `insufficient_funds`
    /// @param advice what to do next: `try_again_later`, `do_not_try_again`, `confirm_card_data`
    /// @param merchantMessage for the merchant's staff, never for the customer
    record Decline(String code, Optional<String> declineCode, Optional<String> advice, String merchantMessage) {}
}
