package dev.sarraf.targets;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where strangers' addresses may lead this server. Checked when an address is taken, where that is refused
/// at once, and again at each exchange, since the rules may have become stricter and names may lead
/// elsewhere by then.
public final class TargetRules {
    private static final int LONGEST_URL = 2048;

    /// Visible ASCII. What lies outside has to be percent-encoded, a host name in its xn-- form.
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]*");

    /// A host whose last label is a number is an IPv4 address to browsers and C libraries, in one of many spellings
    /// (WHATWG URL, "ends in a number").
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern DOTTED_QUAD = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    /// Where TLS is served; other ports of other people's hosts are no business of ours.
    private static final Set<Integer> LIVE_PORTS = Set.of(443, 8443);

    private final boolean live;
    private final boolean privateTargets;

    private TargetRules(boolean live, boolean privateTargets) {
        this.live = live;
        this.privateTargets = privateTargets;
    }

    /// https to public hosts only.
    public static TargetRules live() {
        return new TargetRules(true, false);
    }

    /// http or https; with `privateTargets` also to this machine and private networks, which suits a developer's
    /// laptop but no server that strangers can register endpoints at.
    public static TargetRules test(boolean privateTargets) {
        return new TargetRules(false, privateTargets);
    }

    /// What is wrong with this URL as an address to send to, in words that can follow its name; empty where
    /// nothing is. Looks at its text alone; addresses behind names are judged by [#allows].
    public Optional<String> objection(String url) {
        if (url.length() > LONGEST_URL) {
            return Optional.of("must have at most " + LONGEST_URL + " characters.");
        }
        if (!VISIBLE_ASCII.matcher(url).matches()) {
            return Optional.of("contains spaces, control characters or characters outside ASCII: percent-encode them,"
                    + " and write a host name in its xn-- form.");
        }
        if (url.contains("\\")) {
            return Optional.of("contains a backslash.");
        }
        try {
            return objection(new URI(url));
        } catch (URISyntaxException _) {
            return Optional.of("is not a valid URL.");
        }
    }

    /// Whether a connection to this address is allowed.
    public boolean allows(InetAddress address) {
        return privateTargets || !DeniedAddresses.contains(address);
    }

    private Optional<String> objection(URI url) {
        var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && (live || !scheme.equals("http"))) {
            return Optional.of(live ? "must be an https URL." : "must be an http or https URL.");
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("must not contain a user name or password.");
        }
        if (url.getRawFragment() != null) {
            return Optional.of("must not contain a fragment: it would never be sent.");
        }
        if (url.getHost() == null) {
            return Optional.of("has no host, or one that is not written as a host name or an address.");
        }
        if (url.getPort() == 0 || url.getPort() > 65535) {
            return Optional.of("has a port that does not exist.");
        }
        if (live && url.getPort() != -1 && !LIVE_PORTS.contains(url.getPort())) {
            return Optional.of("must use port 443 or 8443.");
        }
        return objectionToHost(url.getHost());
    }

    private Optional<String> objectionToHost(String host) {
        boolean isIpv6 = host.startsWith("[");
        boolean isIpv4 = ENDS_IN_NUMBER.matcher(host).matches();
        if (isIpv6 && host.contains("%")) {
            return Optional.of("must not name a network interface.");
        }
        if (isIpv4 && !DOTTED_QUAD.matcher(host).matches()) {
            return Optional.of("must write an IPv4 address as four decimal numbers.");
        }
        if (live && (isIpv4 || isIpv6)) {
            return Optional.of("must name its host rather than give an address.");
        }
        if (!privateTargets && isLocal(host, isIpv4 || isIpv6)) {
            return Optional.of("must lead to a public host.");
        }
        return Optional.empty();
    }

    private boolean isLocal(String host, boolean isAddress) {
        if (isAddress) {
            return !allows(InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")));
        }
        var name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return !name.contains(".")
                || name.endsWith(".localhost")
                || name.endsWith(".local")
                || name.endsWith(".internal");
    }
}
