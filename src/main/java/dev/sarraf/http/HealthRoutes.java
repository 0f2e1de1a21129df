package dev.sarraf.http;

import java.util.List;
import java.util.function.BooleanSupplier;

/// What a load balancer or an init system asks: is the process alive, can it do its work.
public final class HealthRoutes {
    private HealthRoutes() {}

    /// `/healthz` answers while the process runs; `/readyz` answers 200 only while `ready` says so.
    public static List<Route> of(BooleanSupplier ready) {
        return List.of(
                Route.get("/healthz", Access.PUBLIC, _ -> Response.text(200, "ok\n")),
                Route.get(
                        "/readyz",
                        Access.PUBLIC,
                        _ -> ready.getAsBoolean() ? Response.text(200, "ready\n") : Response.text(503, "not ready\n")));
    }
}
