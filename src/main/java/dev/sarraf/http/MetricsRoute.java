package dev.sarraf.http;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.metrics.Metrics;
import java.net.InetAddress;
import java.util.List;

/// `/metrics`, for the program that watches this one. The numbers hold no secret, but tell strangers how business is.
public final class MetricsRoute {
    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    /// What proxies tell of whom they speak for.
    private static final List<String> FORWARDED = List.of("forwarded", "x-forwarded-for", "x-real-ip", "via");

    /// Who may read the metrics.
    public enum Readers {
        /// Whoever is on this machine, and does not come through a proxy that says so.
        LOOPBACK,
        /// Whoever can reach the server.
        ALL,
        NOBODY
    }

    private MetricsRoute() {}

    /// No route at all where nobody may read them.
    public static List<Route> of(Metrics metrics, Readers readers) {
        return readers == Readers.NOBODY
                ? List.of()
                : List.of(Route.get("/metrics", Access.PUBLIC, call -> {
                    if (readers == Readers.LOOPBACK && !isLocal(call)) {
                        throw Refusal.of(
                                Reason.NOT_FOUND,
                                ErrorCode.RESOURCE_MISSING,
                                "Unrecognized request URL. Check the path.");
                    }
                    return Response.of(200, FORMAT, metrics.text());
                }));
    }

    private static boolean isLocal(Call call) {
        return FORWARDED.stream().allMatch(header -> call.header(header).isEmpty()) && isLoopback(call.remoteAddress());
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
