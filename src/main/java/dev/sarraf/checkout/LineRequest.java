package dev.sarraf.checkout;

import java.util.Optional;

/// A line as a merchant asks for it: at a price of its own, or at one of the catalog, which has yet to be looked
/// up.
sealed interface LineRequest {
    record Inline(LineItem item) implements LineRequest {}

    /// A price of the catalog.
    ///
    /// @param id of the line
    /// @param price of the catalog
    /// @param param the path of the price in the request
    record OfPrice(String id, long quantity, Optional<Adjustable> adjustable, String price, String param)
            implements LineRequest {}
}
