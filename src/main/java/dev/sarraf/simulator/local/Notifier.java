package dev.sarraf.simulator.local;

import dev.sarraf.simulator.web.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Tells merchants that something happened to a payment, once and without waiting: they look it up anyway.
public final class Notifier implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Notifier.class.getName());
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    void tell(Payment payment) {
        if (payment.notifyAt().startsWith("http://") || payment.notifyAt().startsWith("https://")) {
            Thread.ofVirtual().name("local-notification").start(() -> send(payment));
        }
    }

    private void send(Payment payment) {
        try {
            var body = Json.bytes(Json.object().put("payment", payment.id()));
            client.send(
                    HttpRequest.newBuilder(URI.create(payment.notifyAt()))
                            .timeout(TIMEOUT)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.discarding());
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.INFO, "payment {0}: nobody heard the notification", payment.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
