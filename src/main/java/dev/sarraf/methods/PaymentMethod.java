package dev.sarraf.methods;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A way to pay that this version can take, in the order of preference.
public enum PaymentMethod {
    CARD("Card");

    private final String displayName;

    PaymentMethod(String displayName) {
        this.displayName = displayName;
    }

    /// As the API and rows write it: `card`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What people call it.
    public String displayName() {
        return displayName;
    }

    /// All of them as the API writes them.
    public static List<String> texts() {
        return Arrays.stream(values()).map(PaymentMethod::text).toList();
    }

    static Optional<PaymentMethod> find(String text) {
        return Arrays.stream(values())
                .filter(method -> method.text().equals(text))
                .findFirst();
    }
}
