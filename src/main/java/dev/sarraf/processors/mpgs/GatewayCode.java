package dev.sarraf.processors.mpgs;

import dev.sarraf.processors.Outcome;
import java.util.Arrays;
import java.util.Optional;

/// Every `response.gatewayCode` that the API reference (version 100, transaction operations) lists, and the one thing
/// that each means for a charge.
///
/// The gateway may add codes at any time: one that is not here means nothing, and the outcome is unknown. Payment
/// error codes and decline codes are those of our own API; the issuer's raw code travels beside them and decides
/// nothing.
enum GatewayCode {
    APPROVED(new Meaning.Taken()),
    APPROVED_AUTO(new Meaning.Taken()),
    APPROVED_PENDING_SETTLEMENT(new Meaning.Taken()),

    /// Some of the money is taken.
    PARTIALLY_APPROVED(new Meaning.Part(decline(
            "card_declined", "insufficient_funds", Advice.LATER, "The card's bank approved a part of the amount."))),

    DECLINED(declined("The card's bank declined the payment.")),
    DECLINED_AVS(declined("The billing address does not match the bank's.", Advice.CONFIRM)),
    DECLINED_AVS_CSC(declined("Neither the billing address nor the security code matches.", Advice.CONFIRM)),
    DECLINED_CSC(wrongSecurityCode()),
    DECLINED_DO_NOT_CONTACT(declined("The bank declined and wants no further try.", Advice.STOP)),
    DECLINED_INVALID_PIN(declined("The PIN is wrong.")),
    DECLINED_PIN_REQUIRED(declined("The bank asks for a PIN, which cannot be typed online.")),
    DECLINED_PAYMENT_PLAN(declined("The bank declined the payment plan.")),
    REFERRED(declined("The bank wants the customer to call it.")),
    INSUFFICIENT_FUNDS(
            new Meaning.Declined(decline("card_declined", "insufficient_funds", Advice.LATER, "Not enough money."))),
    EXPIRED_CARD(
            new Meaning.Declined(decline("expired_card", "expired_card", Advice.CONFIRM, "The card has expired."))),
    INVALID_CSC(wrongSecurityCode()),
    BLOCKED(declined("A risk or 3-D Secure rule of the gateway blocked the payment.", Advice.STOP)),
    AUTHENTICATION_FAILED(notAuthenticated("3-D Secure failed.")),
    NOT_ENROLLED_3D_SECURE(notAuthenticated("The card is not enrolled in 3-D Secure, which is demanded here.")),
    EXCEEDED_RETRY_LIMIT(declined("The card was tried too often.", Advice.LATER)),
    ABORTED(declined("The payment was broken off by the customer.")),
    CANCELLED(declined("The payment was canceled by the customer.")),

    /// The gateway treats it as declined and tries to reverse it: the acquirer may have taken the money for a while.
    TIMED_OUT(failed("The bank did not answer in time.")),
    ACQUIRER_SYSTEM_ERROR(failed("The bank's system failed.")),
    SYSTEM_ERROR(failed("The gateway failed.")),
    UNSPECIFIED_FAILURE(failed("The payment could not be processed.")),

    LOCK_FAILURE(new Meaning.Later()),

    NOT_SUPPORTED(new Meaning.NotEnabled()),

    SUBMITTED(new Meaning.Open("in flight")),
    PENDING(new Meaning.Open("in flight")),
    DEFERRED_TRANSACTION_RECEIVED(new Meaning.Open("in flight")),
    AUTHENTICATION_IN_PROGRESS(new Meaning.Open("in flight")),
    UNKNOWN(new Meaning.Open("not known to the gateway")),

    BALANCE_AVAILABLE(new Meaning.Open("not an answer to a charge")),
    BALANCE_UNKNOWN(new Meaning.Open("not an answer to a charge")),
    NO_BALANCE(new Meaning.Open("not an answer to a charge")),
    DUPLICATE_BATCH(new Meaning.Open("not an answer to a charge"));

    /// Records of texts, which nothing can change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Meaning meaning;

    GatewayCode(Meaning meaning) {
        this.meaning = meaning;
    }

    Meaning meaning() {
        return meaning;
    }

    static Optional<GatewayCode> find(String text) {
        return Arrays.stream(values()).filter(code -> code.name().equals(text)).findFirst();
    }

    /// What a code says about the money, provided that the rest of the answer agrees.
    sealed interface Meaning {
        record Taken() implements Meaning {}

        /// Less is taken than was asked for.
        record Part(Outcome.Decline decline) implements Meaning {}

        record Declined(Outcome.Decline decline) implements Meaning {}

        /// Failed for technical reasons, which a look-up has to confirm.
        record Failed(Outcome.Decline decline) implements Meaning {}

        record Open(String why) implements Meaning {}

        record Later() implements Meaning {}

        record NotEnabled() implements Meaning {}
    }

    /// What the customer or the merchant can do next, in the API's words.
    private static final class Advice {
        static final String LATER = "try_again_later";
        static final String STOP = "do_not_try_again";
        static final String CONFIRM = "confirm_card_data";
    }

    private static Meaning declined(String message) {
        return new Meaning.Declined(
                new Outcome.Decline("card_declined", Optional.of("generic_decline"), Optional.empty(), message));
    }

    private static Meaning declined(String message, String advice) {
        return new Meaning.Declined(decline("card_declined", "generic_decline", advice, message));
    }

    private static Meaning wrongSecurityCode() {
        return new Meaning.Declined(new Outcome.Decline(
                "incorrect_cvc", Optional.empty(), Optional.of(Advice.CONFIRM), "The security code is wrong."));
    }

    private static Meaning notAuthenticated(String message) {
        return new Meaning.Declined(
                new Outcome.Decline("authentication_required", Optional.empty(), Optional.empty(), message));
    }

    private static Meaning failed(String message) {
        return new Meaning.Failed(
                new Outcome.Decline("processing_error", Optional.empty(), Optional.of(Advice.LATER), message));
    }

    private static Outcome.Decline decline(String code, String declineCode, String advice, String message) {
        return new Outcome.Decline(code, Optional.of(declineCode), Optional.of(advice), message);
    }
}
