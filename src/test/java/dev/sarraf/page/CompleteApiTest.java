package dev.sarraf.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.checkout.Storefront.State;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompleteApiTest {
    private static final String[] SCRIPT = {"Accept", "application/json"};

    private PageServer server;
    private FakeTill till;

    @BeforeEach
    void start() throws IOException {
        server = new PageServer();
        till = server.till;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_button_sends_the_script_straight_to_the_merchant() {
        var answer = press(till.put(Storefronts.english().free()), SCRIPT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(next(answer)).isEqualTo("https://nile.example/thanks");
        assertThat(till.completed).hasSize(1);
    }

    @Test
    void without_script_it_goes_to_our_own_page_first() {
        var session = till.put(Storefronts.english().free());
        var answer = press(session);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("location")).contains(session);
    }

    @Test
    void a_second_press_just_goes_on() {
        var session = till.put(Storefronts.english().free());
        var first = press(session, SCRIPT);

        assertThat(press(session, SCRIPT).body()).isEqualTo(first.body());
        assertThat(till.completed).hasSize(1);
    }

    @Test
    void a_session_that_costs_something_is_not_completed_by_it() {
        var session = till.put(Storefronts.english());

        assertThat(next(press(session, SCRIPT))).isEqualTo(session);
        assertThat(till.completed).isEmpty();
    }

    @Test
    void a_session_that_has_ended_meanwhile_leads_to_its_page() {
        var session = till.put(Storefronts.english().free());
        till.nextRefusal = Optional.of(Refusal.conflict(ErrorCode.CHECKOUT_SESSION_EXPIRED, "in English"));

        assertThat(next(press(session, SCRIPT))).isEqualTo(session);
        till.put(Storefronts.english().in(new State.Expired()));
        assertThat(press(session).statusCode()).isEqualTo(303);
        assertThat(till.completed).isEmpty();
    }

    @Test
    void only_our_own_page_can_complete_an_order() {
        var session = till.put(Storefronts.english().free());

        var answer = press(session, "Accept", "application/json", "Sec-Fetch-Site", "cross-site");
        var page = press(session, "Origin", "https://evil.example");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("This form did not come from our page.", "Complete order");
        assertThat(till.completed).isEmpty();
    }

    @Test
    void a_reload_of_the_answered_button_shows_the_session() {
        var session = till.put(Storefronts.english().free());

        assertThat(server.get(session + "/complete").body()).contains("Complete order");
    }

    private HttpResponse<String> press(String session, String... headers) {
        return server.post(session + "/complete", Map.of(), headers);
    }

    private static String next(HttpResponse<String> answer) {
        return Json.readOwn(answer.body()).get("next").stringValue();
    }
}
