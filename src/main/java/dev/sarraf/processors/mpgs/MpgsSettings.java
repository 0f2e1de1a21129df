package dev.sarraf.processors.mpgs;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;

/// Where a gateway is and how long we wait for it.
///
/// @param baseUrl scheme, host and port of the acquirer's gateway. https, unless the host is this machine
/// @param version the API version in every path. A card session is bound to the one it was made with
/// @param connectTimeout for the TCP connection, and again for the TLS handshake
/// @param responseTimeout the longest silence. Longer than the minute that the gateway itself may wait for an
///     acquirer
/// @param deadline for a whole exchange, however steadily bytes trickle in
/// @param answerLimit in bytes. An answer is some 5 KiB; what is far larger is not one
public record MpgsSettings(
        URI baseUrl,
        int version,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration deadline,
        int answerLimit) {
    private static final int VERSION = 100;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(65);

    /// What connecting and reading the rest of an answer may add to the longest silence.
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final int ANSWER_LIMIT = 256 * 1024;

    public MpgsSettings {
        if (!isAddress(baseUrl)) {
            throw new IllegalArgumentException("a gateway's address is https://host[:port] and nothing more");
        }
        if (baseUrl.getScheme().equals("http") && !isLoopback(baseUrl)) {
            throw new IllegalArgumentException("a gateway on another machine is reached by https only");
        }
    }

    /// The usual waiting times for the gateway at this address.
    public static MpgsSettings of(URI baseUrl) {
        return new MpgsSettings(
                baseUrl, VERSION, CONNECT_TIMEOUT, RESPONSE_TIMEOUT, RESPONSE_TIMEOUT.plus(MARGIN), ANSWER_LIMIT);
    }

    /// The same with another patience, for drills and tests in which the gateway does not answer.
    public MpgsSettings withResponseTimeout(Duration timeout) {
        return new MpgsSettings(baseUrl, version, connectTimeout, timeout, timeout.plus(MARGIN), answerLimit);
    }

    /// The same, reading answers of up to so many bytes: that about a whole order is longer the more was tried.
    public MpgsSettings withAnswerLimit(int bytes) {
        return new MpgsSettings(baseUrl, version, connectTimeout, responseTimeout, deadline, bytes);
    }

    /// Whether everything about this gateway stays on this machine, so that plain http is no risk.
    boolean isLocal() {
        return baseUrl.getScheme().equals("http");
    }

    /// Whether the address names this machine itself. Names other than `localhost` are not resolved: what they mean
    /// can change after the check.
    static boolean isLoopback(URI address) {
        var host = address.getHost();
        if (host == null) {
            return false;
        }
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isAddress(URI url) {
        var scheme = String.valueOf(url.getScheme());
        var path = String.valueOf(url.getRawPath());
        return (scheme.equals("https") || scheme.equals("http"))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && (path.isEmpty() || path.equals("/"));
    }
}
