package dev.sarraf.ids;

import java.util.Locale;

/// The two worlds that never meet: trial money and real money.
///
/// A mode has its own database schema, its own keys and its own connection to a bank. The key that a call carries
/// chooses it, and the ids made in it name it.
public enum Mode {
    TEST,
    LIVE;

    /// As it stands in an id and as the name of its schema: `test` or `live`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isLive() {
        return this == LIVE;
    }
}
