package dev.sarraf.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.checkout.AfterCompletion.Destination;
import dev.sarraf.checkout.Storefront.State;
import dev.sarraf.payments.Progress;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StatusApiTest {
    private static PageServer server;
    private static FakeTill till;

    @BeforeAll
    static void start() throws IOException {
        server = new PageServer();
        till = server.till;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_session_tells_its_state_and_where_to_go() {
        var shop = Storefronts.english();
        var path = till.put(shop);

        assertThat(status(path, "")).isEqualTo("{\"state\":\"open\"}");
        till.put(shop.free());
        assertThat(status(path, "")).isEqualTo("{\"state\":\"free\"}");
        till.put(shop.in(new State.Empty()));
        assertThat(status(path, "")).isEqualTo("{\"state\":\"empty\"}");
        till.put(shop.in(new State.Confirming(till.attempt(new Progress.Confirming()))));
        assertThat(status(path, "")).isEqualTo("{\"state\":\"confirming\",\"next\":\"" + path + "\"}");
        till.put(shop.in(new State.Complete(new Destination.Redirect(FakeTill.THANKS))));
        assertThat(status(path, "")).isEqualTo("{\"state\":\"complete\",\"next\":\"https://nile.example/thanks\"}");
        till.put(shop.in(new State.Expired()));
        assertThat(status(path, "?lang=ar")).isEqualTo("{\"state\":\"expired\",\"next\":\"" + path + "?lang=ar\"}");
    }

    @Test
    void an_attempt_tells_how_it_stands() {
        var shop = Storefronts.english();
        var path = till.put(shop);
        var attempt = till.attempt(new Progress.Confirming());
        var query = "?attempt=" + attempt;

        assertThat(status(path, query)).isEqualTo("{\"state\":\"confirming\"}");
        till.progress(attempt, new Progress.Challenge(URI.create("https://acs.example/"), "e30"));
        assertThat(status(path, query))
                .isEqualTo("{\"state\":\"challenge\",\"next\":\"" + path + "/attempts/" + attempt + "\"}");
        till.progress(attempt, new Progress.Declined("processing_error", Optional.empty()));
        assertThat(status(path, query))
                .startsWith("{\"state\":\"declined\",\"next\":\"" + path + "/attempts/" + attempt
                        + "\",\"message\":\"The bank");
        till.put(shop.withCancelUrl(Storefronts.SHOP));
        assertThat(status(path, query)).contains("\"next\":\"https://nile.example/cart\"");
        till.progress(attempt, new Progress.Replaced());
        assertThat(status(path, query)).startsWith("{\"state\":\"replaced\"");
        till.progress(attempt, new Progress.Paid());
        till.complete(shop.shop().id());
        assertThat(status(path, query)).isEqualTo("{\"state\":\"paid\",\"next\":\"https://nile.example/thanks\"}");
    }

    @Test
    void what_nobody_made_is_missing() {
        var path = till.put(Storefronts.english());

        assertThat(server.get("/c/none/status").statusCode()).isEqualTo(404);
        assertThat(server.get(path + "/status?attempt=none").statusCode()).isEqualTo(404);
        assertThat(server.get("/c/none/status").body()).isEqualTo("{\"state\":\"missing\"}");
    }

    private static String status(String path, String query) {
        return server.get(path + "/status" + query).body();
    }
}
