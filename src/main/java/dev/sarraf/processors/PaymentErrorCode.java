package dev.sarraf.processors;

import java.util.Locale;

/// Every code that can say why a payment failed, as `code` or as `declineCode`, with what its documentation shows.
///
/// A code is part of the API: codes are added, never renamed and never given a second meaning.
public enum PaymentErrorCode {
    CARD_DECLINED(
            "The card's bank refused the payment. The decline code beside it says more, where the bank did.",
            "Let the customer try another card, or ask the bank."),
    GENERIC_DECLINE(
            "A decline code: the bank refused and gave no reason that may be passed on.",
            "Let the customer try another card, or ask the bank. Where the advice is do_not_try_again, the same card"
                    + " will be refused again."),
    INSUFFICIENT_FUNDS(
            "A decline code: there is not enough money on the card, or its limit is reached.",
            "Let the customer try another card, or the same one later."),
    EXPIRED_CARD(
            "The card has expired, or its expiry date was typed wrong.",
            "Let the customer check the expiry date, or try another card."),
    INCORRECT_CVC(
            "The security code is not the card's.", "Let the customer check the security code and type it again."),
    AUTHENTICATION_REQUIRED(
            "3-D Secure ended without leave to charge: the customer did not pass or gave up, or the bank refused or"
                    + " could not check. The charge was not tried.",
            "Let the customer try again and confirm with the bank, or use another card."),
    PROCESSING_ERROR(
            "The payment failed for technical reasons between here and the card's bank. Nothing was taken.",
            "Let the customer try again in a few minutes. Where it keeps happening, ask whoever operates this server."),
    VOUCHER_EXPIRED(
            "The customer did not pay the voucher before its deadline.",
            "Open another session if the customer still wants to pay."),
    VOUCHER_FAILED(
            "The voucher cannot be paid any more: its provider called it off.",
            "Open another session if the customer still wants to pay."),
    PAYMENT_REJECTED(
            "The customer rejected the request on the phone, or its wallet did.",
            "Let the customer try again, or pay in another way."),
    PAYMENT_TIMED_OUT(
            "The customer did not answer the request in time.", "Let the customer try again, or pay in another way."),
    PAYMENT_CANCELED(
            "The customer took the request back before it was paid.",
            "Let the customer try again, or pay in another way."),
    CREDIT_REFUSED(
            "The provider of instalments gives this customer no credit for this amount.",
            "Let the customer pay in another way."),
    VERIFICATION_FAILED(
            "The code that was sent to the customer's phone was not typed right.",
            "Let the customer try again, or pay in another way.");

    private final String meaning;
    private final String remedy;

    PaymentErrorCode(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /// As it stands in an answer: `card_declined`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What happened, in a sentence or two for a developer.
    public String meaning() {
        return meaning;
    }

    /// What can be done next.
    public String remedy() {
        return remedy;
    }
}
