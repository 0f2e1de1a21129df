package dev.sarraf.payments;

import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Random62;
import java.net.URI;
import java.util.Optional;

/// Where receipts are read: one address for each charge that was taken, which nobody guesses.
///
/// @param pages where the hosted pages live
public record ReceiptAddress(URI pages) {
    /// 190 bits, and the mode, which tells whom to ask.
    static String newToken(Mode mode) {
        return mode.text() + "_" + Random62.text(32);
    }

    /// Empty for a charge that took nothing.
    Optional<URI> of(Charge charge) {
        return charge.receiptToken().map(token -> pages.resolve("/r/" + token));
    }
}
