package dev.sarraf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// The issuer's page, as a browser gets it.
class ChallengePageTest extends BankTest {
    private static final String CHALLENGED = Shop.card("5123450000000008", "01/39", "100");
    private static final String PLACE = "authentication.redirect.customizedHtml.3ds2.";

    @Test
    void it_offers_the_five_ends_as_buttons_of_one_form() {
        var page = Shop.openChallenge(shop.authenticateCard("o", "a", "10.00", CHALLENGED));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Simulator, not a bank", "10.00 EGP", "512345xxxxxx0008");
        assertThat(page.text()).containsOnlyOnce("<form").doesNotContain("<script", "http://", "https://");
        assertThat(Pattern.compile("type=\"submit\" name=\"outcome\" value=\"([a-z]+)\"")
                        .matcher(page.text())
                        .results()
                        .map(match -> match.group(1)))
                .containsExactly("successful", "failed", "cancelled", "unable", "rejected");
    }

    @Test
    void the_request_tells_what_the_protocol_wants() {
        var asked = shop.authenticateCard("o", "a", "10.00", CHALLENGED);
        var creq = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(asked.at(PLACE + "cReq")));

        assertThat(creq.path("messageType").asString()).isEqualTo("CReq");
        assertThat(creq.path("messageVersion").asString()).isEqualTo("2.2.0");
        assertThat(creq.path("challengeWindowSize").asString()).isEqualTo("05");
        assertThat(creq.path("threeDSServerTransID").asString())
                .isEqualTo(asked.at("authentication.3ds2.3dsServerTransactionId"));
        assertThat(creq.path("acsTransID").asString()).isEqualTo(asked.at("authentication.3ds2.acsTransactionId"));
        assertThat(asked.at("authentication.redirect.domainName")).isEqualTo("127.0.0.1");
        assertThat(asked.at("authentication.redirect.html"))
                .contains("id=\"threedsChallengeRedirect\"", "id=\"threedsChallengeRedirectForm\"")
                .contains("target=\"challengeFrame\"", "name=\"creq\"", asked.at(PLACE + "acsUrl"));
    }

    @Test
    void the_browser_is_sent_back_with_a_form() throws Exception {
        var made = shop.send("POST", shop.api("/session"), "");
        shop.updateSession(made.at("session.id"), "{" + CHALLENGED + "}");
        var asked = shop.authenticateCard("o", "a", "10.00", Shop.bySession(made.at("session.id")));

        var fields = hiddenFields(Shop.choose(asked, "successful"));

        assertThat(fields)
                .containsEntry("order.id", "o")
                .containsEntry("transaction.id", "a")
                .containsEntry("response.gatewayRecommendation", "PROCEED")
                .containsEntry("result", "SUCCESS")
                .hasSize(7);
        var carried = decrypt(made.at("session.aes256Key"), fields);
        assertThat(carried).contains("\"id\":\"o\"", "\"id\":\"a\"", "AUTHENTICATION_SUCCESSFUL");
    }

    @Test
    void without_a_session_there_is_no_key_and_nothing_is_encrypted() {
        var asked = shop.authenticateCard("o", "a", "10.00", CHALLENGED);

        assertThat(hiddenFields(Shop.choose(asked, "failed")))
                .containsEntry("result", "FAILURE")
                .containsEntry("response.gatewayRecommendation", "DO_NOT_PROCEED")
                .hasSize(4);
    }

    @Test
    void the_payer_chooses_once_and_can_always_go_back() {
        var asked = shop.authenticateCard("o", "a", "10.00", CHALLENGED);
        Shop.choose(asked, "failed");

        var second = Shop.choose(asked, "successful");
        var reopened = Shop.openChallenge(asked);

        assertThat(second.text()).contains("The challenge ended: Failed", Shop.RETURN_URL);
        assertThat(reopened.text()).contains("The challenge ended: Failed", Shop.RETURN_URL);
        assertThat(shop.get("o", "a").at("transaction.authenticationStatus")).isEqualTo("AUTHENTICATION_FAILED");
        assertThat(shop.record("o")).hasSize(3);
    }

    @Test
    void many_choices_at_once_are_one_choice() throws Exception {
        var asked = shop.authenticateCard("o", "a", "10.00", CHALLENGED);
        var choices = new AtomicInteger();

        var replies = RepeatTest.together(
                20, () -> Shop.choose(asked, choices.incrementAndGet() % 2 == 0 ? "successful" : "rejected"));

        assertThat(replies.stream().map(reply -> reply.text().replaceAll("(?s).*challenge ended: ([A-Z]\\w+).*", "$1")))
                .hasSize(20)
                .containsAnyOf("Successful", "Rejected")
                .satisfies(ends -> assertThat(ends.stream().distinct()).hasSize(1));
        assertThat(shop.record("o")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!!", "e30", "eyJhY3NUcmFuc0lEIjoieCJ9", "bm90IGpzb24"})
    void a_request_that_is_not_this_challenges_is_refused(String creq) {
        var asked = shop.authenticateCard("o", "a", "10.00", CHALLENGED);

        var page = Shop.postForm(asked.at(PLACE + "acsUrl"), Map.of("creq", creq));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.text()).doesNotContain("<form");
    }

    @Test
    void other_addresses_lead_nowhere() {
        var asked = shop.authenticateCard("o", "a", "10.00", CHALLENGED);
        var url = asked.at(PLACE + "acsUrl");

        assertThat(Shop.postForm(url + "x", Map.of()).status()).isEqualTo(404);
        assertThat(Shop.postForm(url + "x/outcome", Map.of("outcome", "successful"))
                        .status())
                .isEqualTo(404);
        assertThat(Shop.postForm(url.replace(shop.merchant(), "TESTNOBODY"), Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(Shop.postForm(url + "/outcome", Map.of("outcome", "rich")).status())
                .isEqualTo(400);
        assertThat(Shop.postForm(url + "/outcome", Map.of()).status()).isEqualTo(400);
        assertThat(Shop.send(HttpRequest.newBuilder(URI.create(url)).build()).status())
                .isEqualTo(405);
        assertThat(shop.get("o", "a").at("transaction.authenticationStatus")).isEqualTo("AUTHENTICATION_PENDING");
    }

    @Test
    void the_policy_allows_the_pages_own_style_and_script_and_any_frame() throws Exception {
        var asked = shop.authenticateCard("o", "a", "10.00", CHALLENGED);
        var page = post(asked.at(PLACE + "acsUrl"), "creq=" + asked.at(PLACE + "cReq"));
        var back = post(asked.at(PLACE + "acsUrl") + "/outcome", "outcome=successful");

        for (var response : List.of(page, back)) {
            var policy =
                    response.headers().firstValue("content-security-policy").orElseThrow();
            assertThat(policy).startsWith("default-src 'none'").contains("base-uri 'none'");
            assertThat(policy).doesNotContain("frame-ancestors", "unsafe");
            assertThat(response.headers().map()).doesNotContainKey("x-frame-options");
            assertThat(policy).contains("style-src '" + hash(between(response.body(), "<style>", "</style>")) + "'");
        }
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("form-action 'self'");
        assertThat(back.headers().firstValue("content-security-policy").orElseThrow())
                .contains("script-src '" + hash(between(back.body(), "<script>", "</script>")) + "'")
                .contains("form-action http: https:");
        assertThat(back.body()).contains("<button type=\"submit\"");
    }

    @Test
    void what_a_merchant_says_is_escaped() {
        shop.put("<b>", "\"><script>", Shop.initiate(CHALLENGED));
        var asked = shop.put(
                "<b>", "\"><script>", Shop.authenticate("10.00", CHALLENGED).replace("/token", "/t?a=%22%3E&b='x'"));

        var back = Shop.choose(asked, "successful");

        assertThat(back.text()).contains("value=\"&lt;b>\"", "value=\"&#34;>&lt;script>\"");
        assertThat(back.text()).containsOnlyOnce("<script>");
    }

    private static Map<String, String> hiddenFields(Reply page) {
        var fields = new HashMap<String, String>();
        Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")
                .matcher(page.text())
                .results()
                .forEach(match -> fields.put(match.group(1), match.group(2)));
        return fields;
    }

    private static String decrypt(String key, Map<String, String> fields) throws Exception {
        var decoder = Base64.getDecoder();
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(decoder.decode(key), "AES"),
                new GCMParameterSpec(128, decoder.decode(fields.get("encryptedData.nonce"))));
        cipher.update(decoder.decode(fields.get("encryptedData.ciphertext")));
        return new String(cipher.doFinal(decoder.decode(fields.get("encryptedData.tag"))), StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> post(String url, String form) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static String between(String text, String start, String end) {
        return text.substring(text.indexOf(start) + start.length(), text.indexOf(end));
    }

    private static String hash(String text) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
