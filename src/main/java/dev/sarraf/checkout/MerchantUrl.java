package dev.sarraf.checkout;

import dev.sarraf.http.Fields;
import dev.sarraf.ids.Mode;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// A URL of the merchant's that a customer's browser will be sent to.
///
/// It comes with a secret key and never from a browser, so it may lead anywhere; but it must be a plain
/// absolute web address, since a browser is sent there with the merchant's name on the page.
/// `{CHECKOUT_SESSION_ID}` may stand anywhere behind the host.
final class MerchantUrl {
    private static final int LONGEST = 2_048;
    private static final int LARGEST_PORT = 65_535;
    private static final String PLACEHOLDER = "{CHECKOUT_SESSION_ID}";

    private MerchantUrl() {}

    static Optional<String> read(Fields fields, String name, Mode mode) {
        return fields.text(name, LONGEST).map(text -> checked(fields, name, text, mode));
    }

    private static String checked(Fields fields, String name, String text, Mode mode) {
        if (text.chars().anyMatch(c -> c <= ' ' || c == '\\' || c == 0x7f)) {
            throw fields.invalid(name, "must be a URL without spaces, backslashes or control characters.");
        }
        var uri = parse(text).orElseThrow(() -> fields.invalid(name, "must be a valid URL."));
        var scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw fields.invalid(name, "must be an absolute URL that begins with https:// or http://.");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty() || uri.getRawUserInfo() != null) {
            throw fields.invalid(
                    name, "must name a host, and no user. A host in other than Latin letters begins with xn--.");
        }
        if (uri.getPort() > LARGEST_PORT) {
            throw fields.invalid(name, "must name a port of at most " + LARGEST_PORT + ".");
        }
        if (mode.isLive() && !scheme.equals("https")) {
            throw fields.invalid(name, "must begin with https:// in live mode.");
        }
        if (mode.isLive() && !isPublic(uri.getHost())) {
            throw fields.invalid(name, "must name a host that customers can reach in live mode.");
        }
        return text;
    }

    /// Whether a customer anywhere may find something there: no name of this machine or a private network. Names are
    /// not looked up, so this guards against a forgotten test setting and against nothing else.
    static boolean isPublic(String host) {
        var name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        if (name.startsWith("[") || name.matches("[0-9.]+")) {
            try {
                var address = InetAddress.ofLiteral(name);
                return !(address.isLoopbackAddress()
                        || address.isAnyLocalAddress()
                        || address.isSiteLocalAddress()
                        || address.isLinkLocalAddress());
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        return name.contains(".") && !name.endsWith(".localhost") && !name.endsWith(".local");
    }

    /// The URL with its placeholder put in, which is what has to be one.
    private static Optional<URI> parse(String text) {
        try {
            var authority = text.split("[/?#]", 4);
            if (authority.length > 2 && authority[2].contains(PLACEHOLDER)) {
                return Optional.empty();
            }
            return Optional.of(new URI(text.replace(PLACEHOLDER, "cs_test_0")));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
