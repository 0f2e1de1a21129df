package dev.sarraf.images;

import dev.sarraf.http.Fields;
import dev.sarraf.ids.Mode;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Where a merchant keeps a picture, as it is read from a request.
///
/// Only what can never be right is refused. An address that leads nowhere is found out when it is fetched,
/// and costs the picture, not the sale.
public final class Source {
    private static final int LONGEST = 2_048;

    private Source() {}

    /// An https address, or in test mode an http one of this machine.
    public static Optional<String> read(Fields fields, String name, Mode mode) {
        return fields.text(name, LONGEST).map(url -> {
            if (!isFine(url, mode)) {
                throw fields.invalid(
                        name,
                        mode.isLive()
                                ? "must be an https:// URL."
                                : "must be an https:// URL, or an http:// one of localhost.");
            }
            return url;
        });
    }

    private static boolean isFine(String text, Mode mode) {
        try {
            var url = URI.create(text);
            return url.getHost() != null
                    && url.getRawUserInfo() == null
                    && ("https".equalsIgnoreCase(url.getScheme())
                            || (!mode.isLive() && "http".equalsIgnoreCase(url.getScheme()) && isHere(url.getHost())));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isHere(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("127.0.0.1")
                || name.equals("[::1]");
    }
}
