package dev.sarraf.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.checkout.AfterCompletion.Destination;
import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Storefront.State;
import dev.sarraf.checkout.SubmitType;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.Branding.Setting;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPageTest {
    private static final Progress.Declined NO_MONEY =
            new Progress.Declined("card_declined", Optional.of("insufficient_funds"));

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
    void an_open_session_shows_what_is_bought_and_asks_for_a_card() {
        var page = server.get(till.put(Storefronts.english()));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(shown(page.body()))
                .contains("Nile Outfitters", "Canvas weekender", "Undyed, hand-rolled edges", "quantity 2")
                .contains("EGP 1,499.00", "EGP 209.86", "EGP 1,708.86", "Pay EGP 1,708.86", "Test mode");
        assertThat(page.body())
                .contains("autocomplete=\"cc-number\"", "autocomplete=\"cc-exp\"")
                .contains("autocomplete=\"cc-csc\"", "autocomplete=\"cc-name\"", "type=\"submit\"");
    }

    @Test
    void a_page_looks_as_its_merchant_wants_and_its_policy_names_exactly_that() throws NoSuchAlgorithmException {
        var branding = new Branding(Map.of(Setting.PRIMARY, "#635bff", Setting.FONT_FAMILY, "</style><b>, Cairo"));
        var page = server.get(till.put(Storefronts.english().looking(branding)));

        var style = between(page.body(), "<style>", "</style>");
        assertThat(style).contains("--brand: #635bff;", "--font: \"Cairo\", var(--system-font);");
        var hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("style-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "';")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain(" style=", "<b>").containsOnlyOnce("<style>");
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    @Test
    void every_display_of_the_form_has_a_token_of_its_own() {
        var path = till.put(Storefronts.english());

        assertThat(token(server.get(path).body()))
                .isNotEqualTo(token(server.get(path).body()));
    }

    @ParameterizedTest
    @CsvSource({"PAY, Pay EGP", "BOOK, Book for EGP", "DONATE, Donate EGP", "SUBSCRIBE, Subscribe for EGP"})
    void the_button_says_what_the_merchant_chose(SubmitType type, String words) {
        var page = server.get(till.put(Storefronts.english().asking(type)));

        assertThat(shown(page.body())).contains(words + " 1,708.86");
    }

    @Test
    void a_live_page_says_nothing_of_tests() {
        var page = server.get(till.put(Storefronts.english().live()));

        assertThat(page.body()).doesNotContain("Test mode", "Test cards", "5123");
    }

    @Test
    void an_order_that_costs_nothing_asks_for_no_card() {
        var session = till.put(Storefronts.english().free());
        var page = server.get(session + "?lang=en");

        assertThat(shown(page.body()))
                .contains("Your order from Nile Outfitters", "Canvas weekender", "EGP 0.00", "Complete order")
                .doesNotContain("Card number", "form_token", "Test cards", "Pay ");
        assertThat(page.body()).contains("action=\"" + session + "/complete?lang=en\"");
    }

    @Test
    void a_completed_order_that_cost_nothing_speaks_of_no_payment() {
        var gone = server.get(till.put(
                Storefronts.english().free().in(new State.Complete(new Destination.Redirect(FakeTill.THANKS)))));
        var stays = server.get(till.put(Storefronts.english()
                .free()
                .in(new State.Complete(new Destination.Confirmation(Optional.empty(), Optional.empty())))));

        assertThat(gone.body()).contains("Order complete", "url=https://nile.example/thanks");
        assertThat(shown(stays.body()))
                .contains("Thank you", "Your order from Nile Outfitters is complete. There was nothing to pay.")
                .doesNotContain("paid to", "statement", "EGP");
    }

    @Test
    void an_empty_session_says_so() {
        var page = server.get(till.put(Storefronts.english().in(new State.Empty())));

        assertThat(shown(page.body())).contains("Nothing to pay yet").doesNotContain("Card number");
    }

    @Test
    void an_expired_session_says_nothing_of_the_order() {
        var page = server.get(
                till.put(Storefronts.english().withCancelUrl(Storefronts.SHOP).in(new State.Expired())));

        assertThat(shown(page.body()))
                .contains("This page has expired", "nothing was charged", "Back to shop")
                .doesNotContain("Canvas", "1,708", "Card number");
    }

    @Test
    void a_paid_session_goes_on_to_the_merchant_by_itself_and_by_a_link() {
        var page = server.get(till.put(Storefronts.english()
                .in(new State.Complete(new Destination.Redirect(URI.create(FakeTill.THANKS + "?a=1&b='"))))));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("http-equiv=\"refresh\" content=\"0;url=https://nile.example/thanks?a=1&amp;b=&#39;\"")
                .contains("href=\"https://nile.example/thanks?a=1&amp;b=&#39;\"");
    }

    @Test
    void a_paid_session_without_a_redirect_says_thank_you() {
        var page = server.get(till.put(Storefronts.english()
                .in(new State.Complete(new Destination.Confirmation(
                        Optional.of("Your <b>bag</b> is on its way."), Optional.of(FakeTill.THANKS))))));

        assertThat(shown(page.body()))
                .contains("Thank you", "EGP 1,708.86 paid to Nile Outfitters", "Return to Nile Outfitters")
                .contains("Your &lt;b&gt;bag&lt;/b&gt; is on its way.")
                .contains("https://nile.example/thanks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/c/nothing",
                "/c/cs_test_short",
                "/c/cs_test_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "/c/cs_live_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "/c/%3Cscript%3E",
                "/c/cs_test_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/attempts/ch_test_AAAAAAAAAAAAAAAAAAAAAAAA",
                "/c/x/attempts/y"
            })
    void what_nobody_made_is_a_bare_page_that_looks_the_same_for_all(String path) {
        var page = server.get(path);

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).isEqualTo(server.get("/c/other").body()).contains("Nothing here");
    }

    @Test
    void an_attempt_of_an_unknown_session_is_unknown_and_so_is_an_unknown_attempt() {
        var attempt = till.attempt(new Progress.Confirming());
        var session = till.put(Storefronts.english());

        assertThat(server.get("/c/" + SessionId.random(Mode.TEST) + "/attempts/" + attempt)
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.get(session + "/attempts/" + ChargeId.random(Mode.TEST))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_attempt_without_outcome_is_waited_for() {
        var attempt = till.attempt(new Progress.Confirming());
        var shop = Storefronts.english().in(new State.Confirming(attempt));
        var session = till.put(shop);

        for (var path : List.of(session, session + "/attempts/" + attempt)) {
            assertThat(server.get(path).body())
                    .contains("Confirming your payment", session + "/status?attempt=" + attempt)
                    .contains("<noscript><meta http-equiv=\"refresh\" content=\"4\"></noscript>")
                    .doesNotContain("cc-number");
        }
    }

    @Test
    void a_challenge_is_a_page_without_card_fields_that_posts_to_the_issuer() {
        var attempt =
                till.attempt(new Progress.Challenge(URI.create("https://acs.example:8443/ch?x=1"), "eyJ4Ijoi\"fQ"));
        var page = server.get(till.put(Storefronts.english()) + "/attempts/" + attempt);

        assertThat(page.body())
                .contains("action=\"https://acs.example:8443/ch?x=1\"", "name=\"creq\" value=\"eyJ4Ijoi&#34;fQ\"")
                .contains("<iframe", "challengeFrame")
                .doesNotContain("cc-number", "form_token");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("form-action https://acs.example:8443;")
                .contains("frame-src https://acs.example:8443 'self' " + server.base + ";")
                .contains("frame-ancestors 'none'");
        assertThat(page.headers().firstValue("referrer-policy")).contains("strict-origin");
    }

    @Test
    void a_decline_offers_another_try_and_says_why() {
        var page = server.get(till.put(Storefronts.english()) + "/attempts/" + till.attempt(NO_MONEY));

        assertThat(shown(page.body()))
                .contains("There is not enough money on this card. Nothing was charged.", "Card number");
    }

    @Test
    void a_decline_leads_to_the_cancel_url_where_there_is_one() {
        var session = till.put(Storefronts.english().withCancelUrl(Storefronts.SHOP));
        var page = server.get(session + "/attempts/" + till.attempt(NO_MONEY));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("content=\"0;url=https://nile.example/cart\"", "Nothing was charged")
                .doesNotContain("cc-number");
    }

    @Test
    void an_old_decline_shows_what_became_of_the_session_since() {
        var session = till.put(Storefronts.english()
                .withCancelUrl(Storefronts.SHOP)
                .in(new State.Complete(new Destination.Redirect(FakeTill.THANKS))));
        var page = server.get(session + "/attempts/" + till.attempt(NO_MONEY));

        assertThat(page.body()).contains("url=https://nile.example/thanks");
    }

    @Test
    void a_replaced_attempt_offers_the_form_again() {
        var page = server.get(till.put(Storefronts.english()) + "/attempts/" + till.attempt(new Progress.Replaced()));

        assertThat(shown(page.body())).contains("This try was given up", "Card number");
    }

    @Test
    void a_reason_that_helps_a_thief_reads_like_any_other() {
        var session = till.put(Storefronts.english());
        var texts = List.of("generic_decline", "lost_card", "stolen_card", "fraudulent", "pickup_card").stream()
                .map(code -> till.attempt(new Progress.Declined("card_declined", Optional.of(code))))
                .map(attempt ->
                        message(server.get(session + "/attempts/" + attempt).body()))
                .distinct();

        assertThat(texts)
                .containsExactly(
                        "Your bank declined this card. Nothing was charged. Try another card, or ask your bank.");
    }

    @Test
    void the_language_is_the_chosen_one_else_the_sessions_else_the_merchants() {
        var english = till.put(Storefronts.english());
        var arabic = till.put(Storefronts.arabic());
        var spoken = till.put(Storefronts.english().speaking("ar"));

        assertThat(language(english)).isEqualTo("en");
        assertThat(language(arabic)).isEqualTo("ar");
        assertThat(language(spoken)).isEqualTo("ar");
        assertThat(language(spoken + "?lang=en")).isEqualTo("en");
        assertThat(language(english + "?lang=ar")).isEqualTo("ar");
        assertThat(language(english + "?lang=fr")).isEqualTo("en");
        assertThat(server.get("/c/none", "Accept-Language", "ar-EG").body()).contains("lang=\"ar\" dir=\"rtl\"");
    }

    @Test
    void arabic_is_written_from_the_right_with_its_own_plurals_and_money() {
        var page = server.get(till.put(Storefronts.arabic()));

        assertThat(page.body()).contains("lang=\"ar\" dir=\"rtl\"");
        assertThat(shown(page.body())).contains("عرض المنتجَين", "ادفع 1,708.86 ج.م.", "150.00 ج.م. للقطعة، الكمية 2");
    }

    @Test
    void a_chosen_language_stays_in_the_links() {
        var session = till.put(Storefronts.english());

        assertThat(server.get(session + "?lang=ar").body())
                .contains("action=\"" + session + "/pay?lang=ar\"", "href=\"" + session + "?lang=en\"");
        assertThat(server.get(session).body())
                .contains("action=\"" + session + "/pay\"", "href=\"" + session + "?lang=ar\"");
    }

    private static String language(String path) {
        var body = server.get(path).body();
        return body.substring(body.indexOf("lang=\"") + 6, body.indexOf("lang=\"") + 8);
    }

    private static String message(String body) {
        var start = body.indexOf("<p class=\"message-text\">") + 24;
        return body.substring(start, body.indexOf("</p>", start));
    }

    static String token(String body) {
        var start = body.indexOf("name=\"form_token\" value=\"") + 25;
        return body.substring(start, body.indexOf('"', start));
    }

    /// The page without its isolating tags and with plain spaces, as a person reads it.
    static String shown(String body) {
        return body.replaceAll("</?bdi[^>]*>", "").replace('\u00a0', ' ');
    }
}
