package dev.sarraf.processors.mpgs;

import dev.sarraf.db.Database;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.ProcessorUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// The bank statement of the gateway simulator, by its own administration call. A real bank sends its own.
public final class SimulatorStatement {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /// More lines than anything here reads.
    private static final long MAX_BYTES = 256L * 1024 * 1024;

    private final URI gateway;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    public SimulatorStatement(URI gateway) {
        this.gateway = gateway;
    }

    /// The statement of this account from one time on and before another, as CSV. The caller closes it.
    ///
    /// @throws ProcessorUnavailable where there is none to be had
    public InputStream open(ProcessorAccount account, Instant from, Instant until) throws InterruptedException {
        Database.requireNoTransaction("reading a statement");
        var credentials =
                "merchant." + account.merchant() + ":" + account.password().reveal();
        var request = HttpRequest.newBuilder(gateway.resolve(
                        "/simulator/merchants/" + account.merchant() + "/statement?from=" + from + "&to=" + until))
                .timeout(TIMEOUT)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.limiting(BodyHandlers.ofInputStream(), MAX_BYTES));
            if (answer.statusCode() != 200) {
                answer.body().close();
                throw new ProcessorUnavailable("the simulator's statement: status " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new ProcessorUnavailable(
                    "the simulator's statement: " + e.getClass().getSimpleName());
        }
    }
}
