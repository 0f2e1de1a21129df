package dev.sarraf.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.checkout.AfterCompletion.Destination;
import dev.sarraf.checkout.Storefront.State;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Json;
import dev.sarraf.payments.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PayApiTest {
    private static final String[] SCRIPT = {"Accept", "application/json"};
    private static final String CANARY = "5123456789012346";

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
    void a_payment_sends_the_script_straight_to_the_merchant() {
        var answer = submit(till.put(Storefronts.english()), SCRIPT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("next").stringValue()).isEqualTo("https://nile.example/thanks");
        assertThat(till.payments).hasSize(1);
        assertThat(till.payments.getFirst().card().number().reveal()).isEqualTo(CANARY);
    }

    @Test
    void a_payment_without_script_goes_to_our_own_page_first() {
        var session = till.put(Storefronts.english());
        var answer = submit(session);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("location")).contains(session);
    }

    @Test
    void a_payment_that_ends_on_our_confirmation_stays_here() {
        till.destination = new Destination.Confirmation(Optional.empty(), Optional.empty());
        var session = till.put(Storefronts.english());

        assertThat(json(submit(session, SCRIPT)).get("next").stringValue()).isEqualTo(session);
    }

    @Test
    void the_same_form_sent_twice_pays_once() {
        var session = till.put(Storefronts.english());
        var form = filled(session);
        till.nextOutcome = new Progress.Confirming();

        var first = server.post(session + "/pay", form, SCRIPT);
        var second = server.post(session + "/pay", form, SCRIPT);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(till.payments).hasSize(1);
    }

    @Test
    void a_challenge_or_a_slow_bank_leads_to_the_page_of_the_attempt() {
        for (var progress : new Progress[] {
            new Progress.Confirming(), new Progress.Challenge(URI.create("https://acs.example/"), "e30")
        }) {
            till.nextOutcome = progress;
            var session = till.put(Storefronts.english());

            var next = json(submit(session, SCRIPT)).get("next").stringValue();

            assertThat(next).startsWith(session + "/attempts/ch_test_");
            assertThat(submit(session).headers().firstValue("location").orElseThrow())
                    .startsWith(session + "/attempts/ch_test_");
        }
    }

    @Test
    void a_decline_stays_on_the_page_with_a_new_token() {
        till.nextOutcome = new Progress.Declined("card_declined", Optional.of("generic_decline"));
        var session = till.put(Storefronts.english());
        var form = filled(session);

        var answer = json(server.post(session + "/pay", form, SCRIPT));

        assertThat(answer.get("error").stringValue()).startsWith("Your bank declined this card. Nothing was charged.");
        assertThat(answer.get("form_token").stringValue()).endsWith("-170886").isNotEqualTo(form.get("form_token"));
    }

    @Test
    void a_declined_form_without_script_keeps_name_and_expiry_and_nothing_else() {
        till.nextOutcome = new Progress.Declined("incorrect_cvc", Optional.empty());
        var answer = submit(till.put(Storefronts.english()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("The security code is not right. Nothing was charged.", "value=\"Mona Hassan\"")
                .contains("value=\"01/39\"")
                .doesNotContain(CANARY, CANARY.substring(12), "value=\"987\"");
    }

    @Test
    void a_decline_leads_to_the_cancel_url_but_never_by_a_redirect_from_the_form() {
        till.nextOutcome = new Progress.Declined("card_declined", Optional.of("generic_decline"));
        var session = till.put(Storefronts.english().withCancelUrl(Storefronts.SHOP));

        assertThat(json(submit(session, SCRIPT)).get("next").stringValue()).isEqualTo("https://nile.example/cart");
        assertThat(submit(session).headers().firstValue("location").orElseThrow())
                .startsWith(session + "/attempts/");
    }

    @Test
    void faults_are_told_field_by_field_and_nothing_is_paid() {
        var session = till.put(Storefronts.english());
        var form = filled(session);
        form.put("number", "");
        form.put("cvc", "1");

        var answer = server.post(session + "/pay", form, SCRIPT);

        assertThat(answer.statusCode()).isEqualTo(422);
        var errors = json(answer).get("errors");
        assertThat(errors.propertyNames()).containsExactly("number", "cvc");
        assertThat(errors.get("number").stringValue()).isEqualTo("Enter the card number.");
        assertThat(json(answer).get("form_token").stringValue()).endsWith("-170886");
        assertThat(till.payments).isEmpty();
    }

    @Test
    void faults_without_script_are_tied_to_their_fields() {
        var session = till.put(Storefronts.english());
        var form = filled(session);
        form.put("number", "4242424242424242");

        var answer = server.post(session + "/pay", form);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("href=\"#number\"", "In test mode only test cards work.")
                .contains("aria-invalid=\"true\" aria-describedby=\"number-fault\"")
                .doesNotContain("4242424242424242");
    }

    @Test
    void a_form_of_which_we_made_no_token_is_shown_again() {
        var session = till.put(Storefronts.english());
        var form = filled(session);
        form.put("form_token", "made up");

        var answer = server.post(session + "/pay", form, SCRIPT);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(till.payments).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            same-origin | SELF                  | true
            same-origin |                       | true
            same-origin | null                  | true
                        | SELF                  | true
                        |                       | true
            cross-site  | https://evil.example  | false
            cross-site  | SELF                  | false
            same-site   |                       | false
            none        |                       | false
                        | https://evil.example  | false
                        | null                  | false
                        | http://localhost      | false
            """)
    void only_our_own_page_can_pay(String site, String origin, boolean allowed) {
        var session = till.put(Storefronts.english());
        var headers = new ArrayList<>(List.of(SCRIPT));
        if (site != null) {
            headers.addAll(List.of("Sec-Fetch-Site", site));
        }
        if (origin != null) {
            headers.addAll(List.of("Origin", origin.replace("SELF", server.base.toString())));
        }

        var answer = server.post(session + "/pay", filled(session), headers.toArray(String[]::new));

        assertThat(answer.statusCode()).isEqualTo(allowed ? 200 : 403);
        assertThat(till.payments).hasSize(allowed ? 1 : 0);
    }

    @Test
    void a_session_that_is_no_longer_open_leads_to_its_page() {
        var session = till.put(Storefronts.english().in(new State.Expired()));

        assertThat(json(server.post(session + "/pay", card("x"), SCRIPT))
                        .get("next")
                        .stringValue())
                .isEqualTo(session);
    }

    @Test
    void a_refusal_of_the_till_is_told_in_plain_words() {
        till.nextRefusal =
                Optional.of(Refusal.conflict(ErrorCode.PAYMENT_STILL_CONFIRMING, "in English for developers"));
        var answer = submit(till.put(Storefronts.english()), SCRIPT);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).get("error").stringValue())
                .isEqualTo("An earlier payment is still being confirmed. Wait a moment, then load this page again.");
    }

    @Test
    void a_form_that_cannot_be_read_gets_a_page_not_an_envelope() {
        var session = till.put(Storefronts.english());
        var answer = server.send(server.request(session + "/pay", "Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("hello"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("This did not work").doesNotContain("request_id");
    }

    @Test
    void what_is_refused_before_it_is_read_gets_a_page_too_and_the_script_words() {
        var session = till.put(Storefronts.english());
        var large = Map.of("number", "1".repeat(300_000));
        var badQuery = session + "/pay?" + "a&".repeat(101);

        var page = server.post(session + "/pay?lang=ar", large, "Accept", "text/html,*/*;q=0.8");
        var words = server.post(session + "/pay", large, SCRIPT);

        assertThat(page.statusCode()).isEqualTo(413);
        assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(page.body()).contains("lang=\"ar\"", "لم يتم الطلب").doesNotContain("request_id");
        assertThat(words.statusCode()).isEqualTo(413);
        assertThat(json(words).get("error").stringValue()).startsWith("The request could not be read");
        assertThat(server.post(badQuery, Map.of()).body()).contains("This did not work");
        assertThat(server.post(badQuery, Map.of(), SCRIPT).statusCode()).isEqualTo(400);
    }

    @Test
    void a_failure_of_ours_is_a_page_without_details_and_words_for_the_script() {
        var session = till.put(Storefronts.english());
        till.breakdown = true;

        var page = server.get(session);
        var words = server.post(session + "/pay", Map.of(), SCRIPT);

        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(page.body()).contains("Something went wrong on our side").doesNotContain("broken on purpose");
        assertThat(words.statusCode()).isEqualTo(500);
        assertThat(json(words).get("error").stringValue()).startsWith("We could not finish this.");
    }

    @Test
    void the_browsers_facts_reach_the_till_and_odd_ones_become_usual() {
        var session = till.put(Storefronts.english());
        var form = filled(session);
        form.putAll(Map.of("color_depth", "30", "screen_height", "844", "screen_width", "x", "time_zone", "-120"));

        server.post(
                session + "/pay",
                form,
                "Accept",
                "application/json",
                "User-Agent",
                "Phone/1",
                "Accept-Language",
                "ar-EG,ar;q=0.9");

        var browser = till.payments.getFirst().browser();
        assertThat(browser.userAgent()).isEqualTo("Phone/1");
        assertThat(browser.acceptHeader()).isEqualTo("text/html");
        assertThat(browser.language()).isEqualTo("ar-EG");
        assertThat(browser.colorDepth()).isEqualTo(24);
        assertThat(browser.screenHeight()).isEqualTo(844);
        assertThat(browser.screenWidth()).isEqualTo(1440);
        assertThat(browser.timeZoneMinutes()).isEqualTo(-120);
    }

    @Test
    void the_till_is_told_the_language_where_the_customer_chose_it() {
        var session = till.put(Storefronts.arabic());

        server.post(session + "/pay?lang=en", filled(session), SCRIPT);
        var other = till.put(Storefronts.arabic());
        server.post(other + "/pay", filled(other), SCRIPT);

        assertThat(till.payments)
                .extracting(FakeTill.Paid::language)
                .containsExactly(Optional.of(Locale.ENGLISH), Optional.empty());
    }

    @Test
    void the_page_decides_nothing_about_the_amount() {
        var session = till.put(Storefronts.english());
        var form = filled(session);
        form.putAll(Map.of("amount", "1", "total", "1", "currency", "USD"));

        assertThat(server.post(session + "/pay", form, SCRIPT).statusCode()).isEqualTo(200);
        assertThat(till.payments).hasSize(1);
    }

    private HttpResponse<String> submit(String session, String... headers) {
        return server.post(session + "/pay", filled(session), headers);
    }

    private Map<String, String> filled(String session) {
        return card(SessionPageTest.token(server.get(session).body()));
    }

    private static Map<String, String> card(String token) {
        return new HashMap<>(
                Map.of("number", CANARY, "expiry", "01/39", "cvc", "987", "name", "Mona Hassan", "form_token", token));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.readOwn(answer.body());
    }
}
