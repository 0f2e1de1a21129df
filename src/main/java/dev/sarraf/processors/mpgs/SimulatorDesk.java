package dev.sarraf.processors.mpgs;

import dev.sarraf.db.Database;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.ProcessorUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// Where the gateway simulator is told what to play for a merchant. A real gateway has none.
final class SimulatorDesk {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI gateway;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    SimulatorDesk(URI gateway) {
        this.gateway = gateway;
    }

    /// Sets something, such as `clock`.
    ///
    /// @throws ProcessorUnavailable where the simulator does not answer
    void put(ProcessorAccount account, String what, String json) {
        Database.requireNoTransaction("telling the simulator its " + what);
        var credentials =
                "merchant." + account.merchant() + ":" + account.password().reveal();
        var request = HttpRequest.newBuilder(gateway.resolve("/simulator/merchants/" + account.merchant() + "/" + what))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .PUT(BodyPublishers.ofString(json))
                .build();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new ProcessorUnavailable("the simulator's " + what + ": status " + status);
            }
        } catch (IOException e) {
            throw new ProcessorUnavailable(
                    "the simulator's " + what + ": " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessorUnavailable("the simulator's " + what + ": interrupted");
        }
    }
}
