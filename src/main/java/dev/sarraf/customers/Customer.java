package dev.sarraf.customers;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Somebody who buys, as their row says.
///
/// @param email without spaces around it, otherwise as it was typed
/// @param phone in E.164 where it can be read as a number, otherwise as it was typed
/// @param address as JSON text
/// @param shipping as JSON text: where the latest purchase went to
/// @param metadata as JSON text, in the merchant's order
/// @param latestMethod what was paid with last, as JSON text the way the API shows it
public record Customer(
        CustomerId id,
        Type type,
        Optional<String> name,
        Optional<String> email,
        Optional<String> phone,
        Optional<String> address,
        Optional<String> shipping,
        String metadata,
        Spend spend,
        Optional<String> latestMethod,
        Instant createdAt,
        Instant updatedAt) {
    /// How a customer came to be one.
    public enum Type {
        /// Made by the merchant, or by a session that registers whoever pays. Has an e-mail or a phone number.
        REGISTERED,

        /// Recognised by what was typed, or by the card. Cannot be named by a session.
        GUEST;

        /// As the API writes it: `registered`.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isGuest() {
        return type == Type.GUEST;
    }

    /// Whether anything was ever bought, for nothing perhaps.
    public boolean hasBought() {
        return spend.firstPurchaseAt().isPresent();
    }

    Person person() {
        return new Person(name, email.map(Email::of), phone.map(Phone::of), address, shipping);
    }
}
