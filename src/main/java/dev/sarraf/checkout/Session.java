package dev.sarraf.checkout;

import dev.sarraf.merchants.MerchantId;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.money.Money;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.IntentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A checkout session as it stands in its row, with what its state depends on besides.
///
/// @param orderReference the merchant's own name for what is bought
/// @param supersededBy the later session of the same order that ended this one
/// @param paymentLink the payment link that it was opened by
/// @param payer the id of the customer who has paid
/// @param cartRevision how often the cart was changed
/// @param due whether its time was up, by the merchant's clock, when it was read
/// @param exhausted whether it ended because too many payments were declined
/// @param pending the charge that is with the bank without a final answer; while there is one a session does not
///     expire
record Session(
        MerchantId merchant,
        SessionId id,
        Status status,
        PaymentStatus paymentStatus,
        SubmitType submitType,
        Terms terms,
        Cart cart,
        Optional<String> orderReference,
        Optional<SessionId> supersededBy,
        Optional<PaymentLinkId> paymentLink,
        Optional<String> payer,
        String clientSecret,
        Optional<IntentId> intent,
        Instant createdAt,
        Instant updatedAt,
        Instant expiresAt,
        int cartRevision,
        boolean due,
        boolean exhausted,
        Optional<ChargeId> pending) {

    enum Status {
        OPEN,
        COMPLETE,
        EXPIRED
    }

    enum PaymentStatus {
        UNPAID,
        PAID,
        NO_PAYMENT_REQUIRED
    }

    /// What the bank is asked for.
    Money total() {
        return cart.total();
    }

    /// Whether something is ordered that costs nothing.
    boolean isFree() {
        return cart.isFree();
    }

    /// How it can be paid, in the order of preference: what its terms allow and takes the currency of its prices.
    List<PaymentMethod> methods() {
        return terms.methods().in(cart.totals().shown().total().currency());
    }

    /// Complete, but not paid: the customer has promised to.
    boolean isPromised() {
        return status == Status.COMPLETE && paymentStatus == PaymentStatus.UNPAID;
    }

    Questionnaire questionnaire() {
        return new Questionnaire(terms);
    }

    /// The state as everybody sees it: a session is expired the moment it is due, whether or not its row says
    /// so yet, unless the bank is at work on it.
    Status current() {
        return switch (status) {
            case OPEN -> due && pending.isEmpty() ? Status.EXPIRED : Status.OPEN;
            case COMPLETE, EXPIRED -> status;
        };
    }
}
