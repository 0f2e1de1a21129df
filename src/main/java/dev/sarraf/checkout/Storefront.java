package dev.sarraf.checkout;

import dev.sarraf.images.ImageId;
import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.Merchant;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.money.Money;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.Progress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A session as its customer sees it.
///
/// @param logo the merchant's picture, where it can be shown
/// @param livemode false on the trial pages, which say so
/// @param locale the language that the merchant chose for this session: `en` or `ar`
/// @param cancelUrl where "Back to shop" leads; where it is set, a payment that failed sends the customer there
///     too
/// @param subtotal the lines added up
/// @param total what is to pay, in the currency of the prices; equal to the subtotal where [#extras] is empty
/// @param charged what the bank is asked for: the total, in the currency of processing
/// @param extras what stands between subtotal and total, in order of display: discount, VAT, processing fee
/// @param methods how it can be paid, in the order of preference
/// @param questions what the customer is asked for besides the payment, in order of display
/// @param known what is known of the customer already, by the ids of the questions
/// @param branding what the page is to look like: the session's settings over the merchant's
public record Storefront(
        SessionId id,
        Merchant merchant,
        Optional<ImageId> logo,
        boolean livemode,
        State state,
        SubmitType submitType,
        Optional<Locale> locale,
        Optional<URI> cancelUrl,
        List<Line> lines,
        Money subtotal,
        List<Extra> extras,
        Money total,
        Money charged,
        List<PaymentMethod> methods,
        Promotion promotion,
        List<Question> questions,
        Map<String, String> known,
        Branding branding) {

    /// What the customer can do here.
    public sealed interface State {
        /// Pay.
        record Open() implements State {}

        /// Nothing: no line items have been put in yet.
        record Empty() implements State {}

        /// Choose an amount, or something to buy at all.
        record Choosing() implements State {}

        /// Complete the order: it costs nothing.
        record Free() implements State {}

        /// Wait: the bank has been asked and the outcome is not known yet.
        record Confirming(ChargeId attempt) implements State {}

        /// Do what the provider waits for: approve on the phone, type a code, choose a plan.
        record Asked(ChargeId attempt, Progress.Awaiting awaited) implements State {}

        /// Pay the voucher, until its deadline. The order is placed.
        record Promised(ChargeId attempt, Progress.Awaiting awaited, AfterCompletion.Destination destination)
                implements State {}

        /// Go back: the voucher was not paid.
        record Unpaid(AfterCompletion.Destination destination) implements State {}

        /// Go on to the shop, or read the confirmation.
        ///
        /// @param receipt the token of the receipt, for the confirmation
        /// @param awaited whether to keep the customer for a moment, until the shop has heard of it
        record Complete(AfterCompletion.Destination destination, Optional<String> receipt, boolean awaited)
                implements State {
            public Complete(AfterCompletion.Destination destination) {
                this(destination, Optional.empty(), false);
            }
        }

        /// Go back and start again.
        record Expired() implements State {}

        /// Go back and start again: too many payments were declined here.
        record Exhausted() implements State {}

        /// The merchant has opened another page for the same order.
        record Superseded() implements State {}
    }

    /// One line of what is bought, or could be: the quantity is 0 where the customer may add it.
    ///
    /// @param id `li_…`
    /// @param image its picture, where it can be shown
    /// @param choice what the customer can change of it
    public record Line(
            String id,
            String name,
            Optional<String> description,
            Optional<ImageId> image,
            Optional<String> unitLabel,
            long quantity,
            Money unit,
            Money total,
            Optional<Choice> choice) {}

    /// What the customer can change of a line.
    public sealed interface Choice {
        /// How many, 0 perhaps.
        record Quantity(long minimum, Optional<Long> maximum) implements Choice {}

        /// How much.
        ///
        /// @param made whether an amount has been chosen or proposed
        record Amount(Optional<Money> minimum, Optional<Money> maximum, boolean made) implements Choice {}
    }

    /// What is to be said of promotion codes.
    public sealed interface Promotion {
        /// Nothing: none is taken, or the merchant has given a discount already.
        record None() implements Promotion {}

        /// One can be typed.
        record Box() implements Promotion {}

        /// One is applied, and can be removed.
        record Applied(String code) implements Promotion {}
    }

    /// A sum between subtotal and total.
    ///
    /// @param name of a discount: its code, or its name; of VAT: its rate, `14%`
    public record Extra(Kind kind, Money amount, Optional<String> name) {
        public enum Kind {
            DISCOUNT,
            VAT,
            PROCESSING_FEE
        }
    }
}
