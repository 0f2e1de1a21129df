package dev.sarraf.checkout;

import dev.sarraf.http.Fields;

/// What the page asks the customer for, besides the payment.
record Collects(boolean name, boolean billingAddress, boolean shippingAddress, boolean phone) {
    static final Collects NOTHING = new Collects(false, false, false, false);

    /// What is not sent stays as it was before.
    static Collects read(Fields body, Collects before) {
        return new Collects(
                body.flag("nameCollection").orElse(before.name),
                body.flag("billingAddressCollection").orElse(before.billingAddress),
                body.flag("shippingAddressCollection").orElse(before.shippingAddress),
                body.flag("phoneNumberCollection").orElse(before.phone));
    }
}
