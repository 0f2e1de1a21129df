package dev.sarraf.checkout;

import java.util.Optional;

/// Where a payment link is opened: what its page does on behalf of whoever comes.
///
/// A link is named by its id alone, since that is all a browser brings; it finds the merchant.
public interface Entrance {
    /// The link as its customers see it now; empty where there is none.
    Optional<LinkFront> show(PaymentLinkId link);

    /// Opens a session for a customer, with what the link sells now. One display of the page opens one session,
    /// however often it is sent and at the same time.
    ///
    /// @param display names this display of the page: 32 letters and digits
    /// @throws dev.sarraf.errors.Refusal where the link sells nothing (now): `payment_link_inactive`,
    ///     `payment_link_expired`, `price_sold_out` and the like
    SessionId enter(PaymentLinkId link, String display);
}
