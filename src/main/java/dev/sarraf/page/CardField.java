package dev.sarraf.page;

import java.util.Locale;

/// The fields of the card form, in their order on the page.
public enum CardField {
    NUMBER,
    EXPIRY,
    CVC,
    NAME;

    /// As the form names it, and as its elements are identified.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
