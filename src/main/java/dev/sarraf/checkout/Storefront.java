package dev.sarraf.checkout;

import dev.sarraf.merchants.Merchant;
import dev.sarraf.money.Money;
import dev.sarraf.payments.ChargeId;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A session as its customer sees it.
///
/// @param livemode false on the trial pages, which say so
/// @param locale the language that the merchant chose for this session: `en` or `ar`
/// @param cancelUrl where "Back to shop" leads; where it is set, a payment that failed sends the customer there
///     too
/// @param subtotal the lines added up
/// @param total what is to pay, in the currency of the prices; equal to the subtotal where [#extras] is empty
/// @param charged what the bank is asked for: the total, in the currency of processing
/// @param extras what stands between subtotal and total, in order of display: discount, VAT, processing fee
public record Storefront(
        SessionId id,
        Merchant merchant,
        boolean livemode,
        State state,
        SubmitType submitType,
        Optional<Locale> locale,
        Optional<URI> cancelUrl,
        List<Line> lines,
        Money subtotal,
        List<Extra> extras,
        Money total,
        Money charged) {

    /// What the customer can do here.
    public sealed interface State {
        /// Pay.
        record Open() implements State {}

        /// Nothing: no line items have been put in yet.
        record Empty() implements State {}

        /// Complete the order: it costs nothing.
        record Free() implements State {}

        /// Wait: the bank has been asked and the outcome is not known yet.
        record Confirming(ChargeId attempt) implements State {}

        /// Go on to the shop, or read the confirmation.
        record Complete(AfterCompletion.Destination destination) implements State {}

        /// Go back and start again.
        record Expired() implements State {}

        /// The merchant has opened another page for the same order.
        record Superseded() implements State {}
    }

    /// One line of what is bought.
    public record Line(
            String name,
            Optional<String> description,
            Optional<URI> image,
            Optional<String> unitLabel,
            long quantity,
            Money unit,
            Money total) {}

    /// A sum between subtotal and total.
    public record Extra(Kind kind, Money amount) {
        public enum Kind {
            DISCOUNT,
            VAT,
            PROCESSING_FEE
        }
    }
}
