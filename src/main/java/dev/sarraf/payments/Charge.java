package dev.sarraf.payments;

import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Money;
import dev.sarraf.processors.Authentication.ThreeDSecure;
import dev.sarraf.processors.BankIds;
import dev.sarraf.processors.CardSession;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.PaymentOrder;
import java.time.Instant;
import java.util.Optional;

/// One attempt to take money, and what became of it.
///
/// @param cardSession empty where the attempt failed before the bank held the card
/// @param authentication the 3-D Secure transaction at the bank that the charge rests on
/// @param receipt what the bank told of it
/// @param sentAt real time of the latest request to charge
/// @param checks how often the bank has been asked what became of it
public record Charge(
        MerchantId merchant,
        ChargeId id,
        IntentId intent,
        String session,
        Status status,
        Money amount,
        BankIds bankIds,
        Optional<CardSession> cardSession,
        Optional<String> authentication,
        CardSummary card,
        Optional<ThreeDSecure> threeDSecure,
        Optional<Outcome.Receipt> receipt,
        Optional<Outcome.Decline> decline,
        Instant createdAt,
        Optional<Instant> capturedAt,
        Optional<Instant> sentAt,
        int checks) {

    /// A charge ends once, and only on the bank's word.
    public enum Status {
        /// The bank has been, or is about to be, asked; its word is not certain yet.
        PENDING,
        SUCCEEDED,
        FAILED
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
