package dev.sarraf.checkout;

import dev.sarraf.customers.Phone;
import java.util.Locale;
import java.util.Optional;

/// How a customer can be reached, and so told from others.
record Contact(Optional<String> email, Optional<String> phone) {
    /// @param details `customerDetails`, rendered
    static Contact of(Optional<String> details) {
        var given = GivenDetails.of(details);
        return new Contact(given.email(), given.phone());
    }

    /// The same for the same person, however they spelt it: an e-mail in lower case, else a phone number in E.164.
    Optional<String> key() {
        return email.map(address -> address.strip().toLowerCase(Locale.ROOT))
                .or(() -> phone.map(
                        number -> Phone.international(number).orElseGet(() -> number.replaceAll("[^0-9+]", ""))));
    }
}
