package dev.sarraf.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.checkout.SessionId;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.Progress;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IssuerReturnTest {
    private static final String TOKEN = "T".repeat(32);
    private static final Map<String, String> WHATEVER = Map.of("result", "SUCCESS", "order.id", "another");

    private PageServer server;
    private FakeTill till;
    private SessionId session;
    private ChargeId attempt;

    @BeforeEach
    void start() throws IOException {
        server = new PageServer();
        till = server.till;
        var shop = Storefronts.english();
        till.put(shop);
        session = shop.shop().id();
        attempt = till.attempt(new Progress.Challenge(URI.create("https://acs.example/"), "e30"));
        till.expectReturn(TOKEN, session, attempt, new Progress.Paid());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_post_from_the_issuers_site_is_taken_and_sent_on_with_get() {
        var answer = server.post(
                "/3ds/return/" + TOKEN, WHATEVER, "Origin", "https://acs.example", "Sec-Fetch-Site", "cross-site");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("location")).contains("/3ds/done/" + session + "/" + attempt);
        assertThat(till.follow(session, attempt)).contains(new Progress.Paid());
    }

    @Test
    void a_get_changes_nothing_and_can_be_continued() {
        var page = server.get("/3ds/return/" + TOKEN);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("method=\"post\" action=\"/3ds/return/" + TOKEN + "\"");
        assertThat(till.follow(session, attempt)).containsInstanceOf(Progress.Challenge.class);
    }

    @Test
    void an_unknown_token_is_a_bare_page() {
        assertThat(server.post("/3ds/return/" + "X".repeat(32), WHATEVER).statusCode())
                .isEqualTo(404);
        assertThat(server.post("/3ds/return/short", WHATEVER).statusCode()).isEqualTo(404);
        assertThat(server.get("/3ds/return/%3Cb%3E").statusCode()).isEqualTo(404);
        assertThat(server.get("/3ds/done/x/y").statusCode()).isEqualTo(404);
    }

    @Test
    void the_page_after_it_may_be_framed_by_us_alone_and_leads_out_of_the_frame() {
        var page = server.get("/3ds/done/" + session + "/" + attempt, "Sec-Fetch-Dest", "iframe");

        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("frame-ancestors 'self'");
        assertThat(page.headers().firstValue("x-frame-options")).contains("SAMEORIGIN");
        assertThat(page.body())
                .contains("href=\"/c/" + session + "/attempts/" + attempt + "\" target=\"_top\"")
                .doesNotContain("http-equiv=\"refresh\"");
    }

    @Test
    void the_page_after_it_goes_on_by_itself_where_it_is_not_framed() {
        var page = server.get("/3ds/done/" + session + "/" + attempt, "Sec-Fetch-Dest", "document");

        assertThat(page.body()).contains("content=\"0;url=/c/" + session + "/attempts/" + attempt + "\"");
    }

    @Test
    void a_language_that_the_customer_chose_survives_the_issuer() {
        var query = "?lang=ar";
        var done = "/3ds/done/" + session + "/" + attempt + query;

        assertThat(server.get("/3ds/return/" + TOKEN + query).body())
                .contains("action=\"/3ds/return/" + TOKEN + query + "\"");
        var answer = server.post("/3ds/return/" + TOKEN + query, WHATEVER);

        assertThat(answer.headers().firstValue("location")).contains(done);
        assertThat(server.get(done).body())
                .contains("lang=\"ar\"", "href=\"/c/" + session + "/attempts/" + attempt + query + "\"");
    }

    @Test
    void a_body_that_is_too_large_is_refused_inside_the_frame_in_which_it_came() {
        var answer = server.post("/3ds/return/" + TOKEN, Map.of("x", "x".repeat(20_000)));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("This did not work");
        assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
                .contains("frame-ancestors 'self'");
    }
}
