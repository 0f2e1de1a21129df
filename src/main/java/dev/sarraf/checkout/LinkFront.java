package dev.sarraf.checkout;

import dev.sarraf.images.ImageId;
import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.Merchant;
import dev.sarraf.money.Money;
import java.util.List;
import java.util.Optional;

/// A payment link as its customers see it.
///
/// @param logo the merchant's picture, where it can be shown
/// @param livemode false on the trial pages, which say so
/// @param branding what the page is to look like: the link's settings over the merchant's
public record LinkFront(
        PaymentLinkId id, Merchant merchant, Optional<ImageId> logo, boolean livemode, State state, Branding branding) {

    /// What a customer can do here.
    public sealed interface State {
        /// Go on to pay.
        ///
        /// @param total what is to pay, in the currency of the prices
        record Open(
                SubmitType submitType,
                List<Storefront.Line> lines,
                Money subtotal,
                List<Storefront.Extra> extras,
                Money total)
                implements State {}

        /// Nothing: the merchant has switched it off.
        record Inactive() implements State {}

        /// Nothing: its time is over.
        record Expired() implements State {}

        /// Nothing now: something of it is sold out, archived, or not for sale at this time.
        record Unavailable() implements State {}
    }
}
