package dev.sarraf.page;

import dev.sarraf.http.Call;
import java.net.URI;
import java.util.Locale;

/// Tells whether a form was sent by one of our own pages.
///
/// A browser says so itself in `Sec-Fetch-Site`, which no page can set. Older ones send `Origin`, which has to
/// name the address that the pages have or the one that was called. A client that sends neither is no browser,
/// so there is nobody whom another site could have tricked.
final class SameOrigin {
    private final String ours;

    /// @param base the address under which customers reach the pages
    SameOrigin(URI base) {
        this.ours = origin(base);
    }

    boolean sent(Call call) {
        var site = call.header("sec-fetch-site");
        if (site.isPresent()) {
            return site.get().equals("same-origin");
        }
        var origin = call.header("origin");
        return origin.isEmpty() || isOurs(origin.get(), call.header("host").orElse(""));
    }

    private boolean isOurs(String origin, String host) {
        var sent = origin.toLowerCase(Locale.ROOT);
        var called = host.toLowerCase(Locale.ROOT);
        return sent.equals(ours) || sent.equals("https://" + called) || sent.equals("http://" + called);
    }

    /// Scheme, host and port as browsers write an origin: without the port where it is the scheme's own.
    static String origin(URI address) {
        var scheme = address.getScheme().toLowerCase(Locale.ROOT);
        var host = address.getHost().toLowerCase(Locale.ROOT);
        int port = address.getPort();
        boolean usual = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
