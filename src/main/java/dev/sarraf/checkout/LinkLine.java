package dev.sarraf.checkout;

import dev.sarraf.ids.Random62;
import java.util.Optional;

/// What a payment link sells at one price of the catalog.
///
/// @param price the id of that price
record LinkLine(String id, long quantity, Optional<Adjustable> adjustable, String price) {
    static LinkLine of(LineRequest.OfPrice line) {
        return new LinkLine(line.id(), line.quantity(), line.adjustable(), line.price());
    }

    /// The same as a line of a session, which has an id of its own.
    LineRequest.OfPrice order() {
        return new LineRequest.OfPrice("li_" + Random62.text(24), quantity, adjustable, price, "lineItems");
    }

    /// The same under the id that it has in the link.
    LineRequest.OfPrice request() {
        return new LineRequest.OfPrice(id, quantity, adjustable, price, "lineItems");
    }
}
