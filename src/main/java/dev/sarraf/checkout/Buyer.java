package dev.sarraf.checkout;

import java.util.Optional;

/// Who pays, as far as the merchant or the customer has said.
///
/// @param customer the id of a registered customer; excludes details of the merchant's
/// @param details the object as it was sent, with what the customer typed, rendered
/// @param update what of the registered customer a payment changes
record Buyer(Optional<String> customer, Optional<String> details, Creation creation, Optional<Update> update) {
    static final Buyer ANYBODY = new Buyer(Optional.empty(), Optional.empty(), Creation.IF_REQUIRED, Optional.empty());

    /// Whether a paid session makes a registered customer.
    enum Creation {
        ALWAYS,
        IF_REQUIRED
    }

    /// Whether what the customer typed replaces what is known.
    record Update(boolean address, boolean name, boolean shipping) {}
}
