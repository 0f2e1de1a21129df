package dev.sarraf.payments;

import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Money;
import dev.sarraf.processors.Authentication.ThreeDSecure;
import dev.sarraf.processors.BankIds;
import dev.sarraf.processors.CardSession;
import dev.sarraf.processors.LocalOrder;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.PaymentOrder;
import dev.sarraf.processors.Repayment;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One attempt to take money, and what became of it.
///
/// @param cartRevision which state of the session's cart its customer agreed to pay for
/// @param cardSession empty where the attempt failed before the bank held the card
/// @param authentication the 3-D Secure transaction at the bank that the charge rests on
/// @param receipt what the bank told of it
/// @param receiptToken names the receipt of a charge that was taken; empty for those of before there were any
/// @param refunded what the customer has been given back
/// @param refundPending what is on its way back
/// @param part what the bank took where that is less than the amount, which is given back
/// @param reversal how it is, or was, given back because it came too late, or in part, and cannot be kept
/// @param sentAt real time of the latest request to charge, or to reverse where it is being reversed
/// @param checks how often the bank has been asked what became of it
public record Charge(
        MerchantId merchant,
        ChargeId id,
        IntentId intent,
        String session,
        Status status,
        Money amount,
        int cartRevision,
        Breakdown breakdown,
        BankIds bankIds,
        Optional<CardSession> cardSession,
        Optional<String> authentication,
        Means means,
        Optional<ThreeDSecure> threeDSecure,
        Optional<Outcome.Receipt> receipt,
        Optional<String> receiptToken,
        Optional<Outcome.Decline> decline,
        Money refunded,
        Money refundPending,
        Optional<Money> part,
        Optional<Reversal> reversal,
        Instant createdAt,
        Optional<Instant> capturedAt,
        Optional<Instant> sentAt,
        int checks) {

    /// A charge ends only on the bank's word, and once, unless the bank takes its word back.
    public enum Status {
        /// The bank has been, or is about to be, asked; its word is not certain yet.
        PENDING,
        SUCCEEDED,
        FAILED,
        /// The bank took money that cannot be kept, and is asked to give it back.
        REVERSING,
        /// The bank has given that money back.
        REVERSED
    }

    /// How a charge that cannot be kept is given back.
    ///
    /// @param round how many refunds the bank has declined so far
    record Reversal(Step step, int round) {
        enum Step {
            /// As if the charge had never been.
            VOID,
            /// The bank will not void it any more.
            REFUND
        }

        /// What is tried after the bank will not do this.
        Reversal next() {
            return new Reversal(Step.REFUND, step == Step.VOID ? 0 : round + 1);
        }

        /// What was tried before this, first things first.
        List<Reversal> earlier() {
            return step == Step.VOID
                    ? List.of()
                    : Stream.concat(
                                    Stream.of(new Reversal(Step.VOID, 0)),
                                    IntStream.range(0, round).mapToObj(before -> new Reversal(Step.REFUND, before)))
                            .toList();
        }
    }

    /// What the bank is told to give a charge back that cannot be kept. The ids follow from the charge's, so that
    /// whoever comes to finish it asks about the same.
    Optional<Repayment> giveBack() {
        return reversal.map(this::giveBackBy);
    }

    /// What the bank took, if it took anything.
    Money taken() {
        return part.orElse(amount);
    }

    /// As [#giveBack], by this step.
    Repayment giveBackBy(Reversal how) {
        return switch (how.step()) {
            case VOID ->
                new Repayment.Cancellation(new BankIds(bankIds.order(), "v" + id), taken(), bankIds.transaction());
            case REFUND ->
                new Repayment.Refund(
                        new BankIds(bankIds.order(), "r" + how.round() + id), taken(), bankIds.transaction(), session);
        };
    }

    /// What can still be given back.
    Money refundable() {
        return status == Status.SUCCEEDED
                ? amount.minus(refunded).minus(refundPending)
                : new Money(0, amount.currency());
    }

    /// What a provider of local methods is told: the same for the first request and each repeat.
    ///
    /// @param pages where customers and providers reach this server
    LocalOrder localOrder(Means.Local local, URI pages) {
        return new LocalOrder(
                bankIds,
                local.method(),
                amount,
                local.phone(),
                local.lifetime(),
                pages.resolve("/notify/" + session + "/" + id));
    }

    /// `credit`, `debit`, or `unknown` where the bank did not tell.
    public String cardFunding() {
        return PaymentMethodView.funding(this);
    }

    /// Where the card comes from, where the bank told.
    public Optional<String> cardCountry() {
        return Optional.ofNullable(PaymentMethodView.country(this));
    }

    public boolean isPending() {
        return status == Status.PENDING;
    }

    /// What the bank is told: the same for the first request and each repeat.
    PaymentOrder order() {
        return new PaymentOrder(
                bankIds,
                amount,
                cardSession.orElseThrow(() -> new IllegalStateException("bug: a charge without a card session")),
                authentication,
                session);
    }
}
