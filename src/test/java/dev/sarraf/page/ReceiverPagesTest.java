package dev.sarraf.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReceiverPagesTest {
    private static PageServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new PageServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everybody_gets_an_address_of_their_own() {
        var one = open();
        var other = open();

        assertThat(one).matches("/dev/receiver/[0-9A-Za-z]{24}").isNotEqualTo(other);
        post(one, "good", event(1, ""));
        assertThat(show(other)).contains("Nothing yet.").doesNotContain("charge.succeeded");
    }

    @Test
    void what_arrives_is_shown_with_what_is_found_about_it() {
        var address = open();

        assertThat(post(address, "good", event(1, "")).statusCode()).isEqualTo(200);
        var refused = post(address, "bad", event(2, "").replace("\"type\":", "\"type\" : "));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).startsWith("The body was parsed and written again. It says the same");
        assertThat(show(address))
                .contains("2 webhooks")
                .contains("charge.succeeded", "Genuine", "Refused", "XPay-Signature: bad")
                .doesNotContain("came before");
        assertThat(server.get(address + "/status").body()).isEqualTo("{\"count\":2}");
    }

    @Test
    void an_event_that_came_before_is_called_so() {
        var address = open();

        post(address, "good", event(1, ""));
        post(address, "good", event(1, ""));

        assertThat(show(address)).containsOnlyOnce("came before");
    }

    @Test
    void what_is_kept_has_an_end() {
        var address = open();
        for (int i = 0; i < 25; i++) {
            post(address, "good", event(i, "x".repeat(100_000)));
        }

        var page = show(address);
        assertThat(page)
                .contains("25 webhooks, of which the latest 20 are shown.")
                .doesNotContain(id(4));
        assertThat(page).contains(id(5), id(24)).hasSizeLessThan(20 * 20_000);
        for (int i = 0; i < 10; i++) {
            post(open(), "good", event(i, ""));
        }
        assertThat(show(address)).contains("Nothing yet.");
    }

    @Test
    void what_is_no_event_is_shown_as_it_came_and_does_nothing() {
        var address = open();

        assertThat(post(address, "", "<script>alert(1)</script>\u0000").statusCode())
                .isEqualTo(400);
        assertThat(post(address, "bad", "").statusCode()).isEqualTo(400);

        assertThat(show(address))
                .contains("Not an event", "&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert");
    }

    @Test
    void an_address_that_nobody_was_given_is_none() {
        assertThat(server.get("/dev/receiver/short").statusCode()).isEqualTo(404);
        assertThat(post("/dev/receiver/" + "%3Cb%3E".repeat(4), "good", "{}").statusCode())
                .isEqualTo(404);
        assertThat(post(open(), "good", "x".repeat(1024 * 1024 + 1)).statusCode())
                .isEqualTo(413);
    }

    private static String open() {
        var answer = server.get("/dev/receiver");
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("location").orElseThrow();
    }

    private static String show(String address) {
        return server.get(address).body();
    }

    private static HttpResponse<String> post(String address, String signature, String body) {
        var request = server.request(address, "Content-Type", "application/json");
        return server.send((signature.isEmpty() ? request : request.header("XPay-Signature", signature))
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static String event(int number, String note) {
        return "{\"id\":\"%s\",\"type\":\"charge.succeeded\",\"data\":{\"object\":{\"note\":\"%s\"}}}"
                .formatted(id(number), note);
    }

    private static String id(int number) {
        return "evt_test_%024d".formatted(number);
    }
}
