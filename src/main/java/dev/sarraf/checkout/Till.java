package dev.sarraf.checkout;

import dev.sarraf.cards.Card;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.FormDisplay;
import dev.sarraf.payments.Progress;
import dev.sarraf.payments.Receipt;
import dev.sarraf.processors.AuthenticationOrder;
import dev.sarraf.processors.CustomerStep;
import dev.sarraf.processors.local.TestCustomers;
import java.util.Locale;
import java.util.Optional;

/// Where a session is paid: what the hosted page does on behalf of the customer.
///
/// A session is named by its id alone, since that is all a browser brings; it finds the merchant.
public interface Till {
    /// The session as its customer sees it now; empty where there is none.
    Optional<Storefront> show(SessionId session);

    /// Notes what was answered and takes the card to the bank. Returns when the outcome is known, a challenge is
    /// needed, or the customer should not be left waiting any longer; the attempt goes on in any case and [#follow]
    /// tells of it.
    ///
    /// Sending the same display of the form again, however often and at the same time, makes no second attempt, but
    /// follows the first.
    ///
    /// Attempts that fail are counted, so that nobody tries out cards: then `rate_limit`.
    ///
    /// `language` is the one that the customer chose on the page, if any: the issuer sends them back to it.
    ///
    /// @throws dev.sarraf.errors.Refusal where the session cannot be paid (now): `payment_still_confirming`,
    ///     `payment_already_completed`, `checkout_session_expired`, `amount_reconfirmation_required` where it costs
    ///     something else than was shown, `price_sold_out` and the like, `checkout_empty_cart`,
    ///     `resource_invalid_state` where it costs nothing or asks for something that was not answered, the code of
    ///     a discount that is no longer given
    Submitted pay(
            SessionId session,
            FormDisplay form,
            Answers answers,
            Card card,
            AuthenticationOrder.Browser browser,
            Optional<Locale> language);

    /// As [#pay] with a card, by another method that the session offers. Returns when the provider has given out
    /// what the customer pays with, or the customer should not be left waiting any longer.
    ///
    /// @param phone who pays, in E.164, where the method asks for it
    /// @throws dev.sarraf.errors.Refusal as [#pay] with a card, and `payment_method_mismatch`
    Submitted pay(SessionId session, FormDisplay form, Answers answers, PaymentMethod method, Optional<String> phone);

    /// The customer does something about an attempt that a provider waits for. Whatever becomes of it, [#follow] tells.
    void tell(SessionId session, ChargeId attempt, CustomerStep step);

    /// Somebody says that something happened to an attempt: it is looked at soon.
    void hint(SessionId session, ChargeId attempt);

    /// Lets a test customer do something about the latest local attempt of a session. False where that cannot be done.
    /// In test mode alone.
    ///
    /// @throws dev.sarraf.processors.ProcessorUnavailable where the simulator does not answer
    boolean rehearse(SessionId session, TestCustomers.Act act);

    /// Completes an order that costs nothing, without a card. Coming again changes nothing.
    ///
    /// @throws dev.sarraf.errors.Refusal where this session is no such order (now): `resource_invalid_state`,
    ///     `checkout_session_expired`, `checkout_empty_cart`
    void complete(SessionId session, Answers answers);

    /// Changes what is bought. Granting the same again changes nothing. Codes that do not exist are counted by
    /// session and by the `address` that the customer has, so that nobody finds one by trying: then
    /// `rate_limit`.
    ///
    /// @throws dev.sarraf.errors.Refusal where it cannot be granted (now):
    ///     `line_item_quantity_not_adjustable`, `line_item_quantity_out_of_bounds`, `parameter_out_of_range` of
    ///     an amount, `price_sold_out` and the like, `promotion_codes_not_allowed`, `too_many_discounts`, the
    ///     code of a discount that is not given or does not fit, `payment_still_confirming`,
    ///     `payment_already_completed`, `checkout_session_expired`
    void grant(SessionId session, Wish wish, String address);

    /// How an attempt of this session stands; empty where the session has no such attempt.
    Optional<Progress> follow(SessionId session, ChargeId attempt);

    /// The browser is back from the issuer's page. Asks the bank how the check went and, where it passed, charges.
    /// Waits as [#pay] does. Coming twice changes nothing. Empty where the token is unknown.
    Optional<Returned> returned(String returnToken);

    /// The receipt with this token, beside the session that was paid. Empty where there is none.
    Optional<Settled> receipt(String receiptToken);

    /// A receipt, and what was bought.
    record Settled(Storefront shop, Receipt receipt) {}

    /// An attempt and how it stands.
    record Submitted(ChargeId attempt, Progress progress) {}

    /// The session and the attempt that a browser came back to, and how it stands.
    record Returned(SessionId session, ChargeId attempt, Progress progress) {}
}
