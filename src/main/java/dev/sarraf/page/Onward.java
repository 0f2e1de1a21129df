package dev.sarraf.page;

import java.net.URI;
import java.util.Locale;

/// An address of the merchant's that a page links to or goes on to.
final class Onward {
    private Onward() {}

    /// The address as text. SessionFinder are only made with web addresses; this holds even where one was not.
    static String web(URI address) {
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalStateException("bug: a page must not lead to the scheme " + scheme);
        }
        return address.toASCIIString();
    }
}
