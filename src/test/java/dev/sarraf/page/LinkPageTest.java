package dev.sarraf.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.checkout.LinkFront;
import dev.sarraf.checkout.LinkFront.State;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The page of a payment link, as a browser sees it.
class LinkPageTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"form_token\" value=\"([^\"]*)\"");

    private PageServer server;

    @BeforeEach
    void start() throws IOException {
        server = new PageServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void it_shows_what_is_sold_and_one_button() {
        var page = server.get(server.entrance.put(FakeEntrance.selling(Storefronts.english())));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<title>Pay Nile Outfitters</title>")
                .contains("Canvas weekender")
                .contains("VAT")
                .contains("1,708.86")
                .contains("Test mode");
        assertThat(page.body().split("<button", -1)).hasSize(2);
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("form-action 'self'");
    }

    @Test
    void it_speaks_arabic_where_the_merchant_or_the_visitor_does() {
        var path = server.entrance.put(FakeEntrance.selling(Storefronts.arabic()));

        assertThat(server.get(path).body()).contains("dir=\"rtl\"").contains(">متابعة<");
        assertThat(server.get(path + "?lang=en").body())
                .contains("dir=\"ltr\"")
                .contains("action=\"" + path + "?lang=en\"");
    }

    @Test
    void the_button_leads_to_the_session_and_pressing_again_to_the_same() {
        var path = server.entrance.put(FakeEntrance.selling(Storefronts.english()));
        var token = token(path);

        var pressed = server.post(path + "?lang=ar", Map.of("form_token", token));
        var again = server.post(path + "?lang=ar", Map.of("form_token", token));

        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(pressed.headers().firstValue("location"))
                .contains("/c/" + server.entrance.opened.get(token) + "?lang=ar");
        assertThat(again.headers().firstValue("location"))
                .isEqualTo(pressed.headers().firstValue("location"));
        assertThat(token(path)).isNotEqualTo(token);
    }

    @Test
    void another_site_opens_nothing() {
        var path = server.entrance.put(FakeEntrance.selling(Storefronts.english()));

        var pressed = server.post(path, Map.of("form_token", token(path)), "Sec-Fetch-Site", "cross-site");

        assertThat(pressed.statusCode()).isEqualTo(403);
        assertThat(pressed.body()).contains("did not come from our page");
        assertThat(server.entrance.opened).isEmpty();
    }

    @Test
    void a_form_that_none_of_our_pages_showed_opens_nothing() {
        var path = server.entrance.put(FakeEntrance.selling(Storefronts.english()));

        assertThat(server.post(path, Map.of()).statusCode()).isEqualTo(409);
        assertThat(server.post(path, Map.of("form_token", "short")).statusCode())
                .isEqualTo(409);
        assertThat(server.entrance.opened).isEmpty();
    }

    @Test
    void what_cannot_be_sold_says_so_in_words() {
        var shop = Storefronts.english();
        assertThat(shown(shop, new State.Inactive())).contains("This link is switched off");
        assertThat(shown(shop, new State.Expired())).contains("This link has expired");
        assertThat(shown(shop, new State.Unavailable()))
                .contains("Not available now")
                .doesNotContain("Canvas weekender")
                .doesNotContain("<form");
    }

    @Test
    void a_press_that_comes_too_late_is_answered_with_the_page_of_what_is_so() {
        var front = FakeEntrance.selling(Storefronts.english());
        var path = server.entrance.put(front);
        var token = token(path);
        server.entrance.nextRefusal = Optional.of(
                Refusal.conflict(ErrorCode.PAYMENT_LINK_INACTIVE, "The payment link has been switched off."));

        var refused = server.post(path, Map.of("form_token", token));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("The payment could not be started").contains("Canvas weekender");

        server.entrance.put(new LinkFront(
                front.id(), front.merchant(), front.logo(), front.livemode(), new State.Inactive(), front.branding()));
        assertThat(server.post(path, Map.of("form_token", token)).body()).contains("This link is switched off");
    }

    @Test
    void what_is_no_link_is_unknown() {
        assertThat(server.get("/p/plink_test_AAAAAAAAAAAAAAAAAAAAAAAA").statusCode())
                .isEqualTo(404);
        assertThat(server.get("/p/nonsense").statusCode()).isEqualTo(404);
        assertThat(server.post("/p/nonsense", Map.of()).statusCode()).isEqualTo(404);
    }

    private String shown(Storefronts shop, State state) {
        return server.get(server.entrance.put(FakeEntrance.standing(shop, state)))
                .body();
    }

    private String token(String path) {
        var matcher = TOKEN.matcher(server.get(path).body());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
