package dev.sarraf;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.sarraf.testing.BankRecord;
import dev.sarraf.testing.Chromium;
import dev.sarraf.testing.ServerProcess;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The main job, as its three users see it: a merchant's server, a customer in Chromium, and the packaged program that
/// was started by `./sarraf serve`.
class CheckoutIT {
    @TempDir
    private static Path folder = Path.of("");

    private static ServerProcess server;
    private static Shop shop;
    private static WebhookInbox inbox;
    private static String secret;
    private static Chromium chromium;

    private BrowserContext browser;
    private Page page;

    @BeforeAll
    static void start() {
        server = ServerProcess.serve(folder);
        shop = server.shop();
        inbox = new WebhookInbox();
        secret = shop.registerWebhook(inbox.url()).get("secret").stringValue();
        chromium = new Chromium();
        // A page that is slow on a busy machine is not wrong.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @AfterAll
    static void stop() {
        chromium.close();
        inbox.close();
        server.close();
    }

    @BeforeEach
    void openBrowser() {
        browser = chromium.browser().newContext();
        page = browser.newPage();
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void a_customer_pays_through_the_challenge_and_the_shop_learns_of_it() throws SignatureVerificationException {
        var session = createSession();
        page.navigate(session.get("url").stringValue());
        assertThat(page.locator("body")).containsText("EGP 1,499.00");
        assertThat(page.locator("body")).containsText("Canvas weekender");

        typeCard("5123 4500 0000 0008", "01/39", "100");
        submit();
        page.frameLocator("iframe[name=challengeFrame]")
                .locator("button[value=successful]")
                .click();

        page.waitForURL(landing(session));
        var read = shop.get("/checkout/sessions/" + id(session));
        assertThat(read.expect(200).get("paymentStatus").stringValue()).isEqualTo("paid");
        var delivery = inbox.await("checkout.session.completed", id(session));
        assertThat(Webhook.Signature.verifyHeader(delivery.body(), delivery.signature(), secret, 300))
                .isTrue();
        assertThat(delivery.body()).contains("\"data\":{\"object\":" + read.text() + "}");
        assertThat(captures(session)).isEqualTo(1);
    }

    @Test
    void a_declined_customer_stays_on_the_page_and_pays_with_another_card() {
        var session = createSession();
        page.navigate(session.get("url").stringValue());

        typeCard("5555 5555 5500 0018", "05/39", "100");
        submit();
        assertThat(page.locator("body")).containsText("Your bank declined this card. Nothing was charged.");
        assertThat(page.locator("[autocomplete=cc-csc]")).hasValue("");
        typeCard("5555 5555 5500 0018", "01/39", "100");
        submit();

        page.waitForURL(landing(session));
        assertThat(captures(session)).isEqualTo(1);
    }

    @Test
    void a_customer_who_cancels_the_challenge_is_not_charged_and_can_go_on() {
        var session = createSession();
        page.navigate(session.get("url").stringValue());

        typeCard("5123 4500 0000 0008", "01/39", "100");
        submit();
        page.frameLocator("iframe[name=challengeFrame]")
                .locator("button[value=cancelled]")
                .click();

        assertThat(page.locator("body")).containsText("Nothing was charged");
        assertThat(captures(session)).isZero();
        typeCard("5555 5555 5500 0018", "01/39", "100");
        submit();
        page.waitForURL(landing(session));
        assertThat(captures(session)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ar"})
    void a_customer_without_script_pays_through_the_challenge(String language) {
        browser.close();
        browser = chromium.browser().newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        page = browser.newPage();
        var session = createSession();
        page.navigate(session.get("url").stringValue() + "?lang=" + language);
        assertThat(page.locator("html")).hasAttribute("lang", language);

        typeCard("5123 4500 0000 0008", "01/39", "100");
        submit();
        page.locator("form.challenge button").click();
        page.locator("button[value=successful]").click();
        // The way back has a button for each page that a script would leave by itself.
        page.locator("button[type=submit]").click();

        page.waitForURL(landing(session));
        assertThat(captures(session)).isEqualTo(1);
    }

    /// The landing page is one of our own, so that the browser needs no other server.
    private static JsonNode createSession() {
        return shop.createSession("""
                {"afterCompletion": {"type": "redirect",
                                     "redirect": {"url": "%s/docs/errors?order={CHECKOUT_SESSION_ID}"}},
                 "lineItems": [{"quantity": 1,
                                "priceData": {"currency": "EGP", "unitAmount": 149900,
                                              "productData": {"name": "Canvas weekender"}}}]}
                """.formatted(server.url()));
    }

    private static String landing(JsonNode session) {
        return server.url() + "/docs/errors?order=" + id(session);
    }

    private void typeCard(String number, String expiry, String code) {
        page.locator("[autocomplete=cc-number]").fill(number);
        page.locator("[autocomplete=cc-exp]").fill(expiry);
        page.locator("[autocomplete=cc-csc]").fill(code);
        page.locator("[autocomplete=cc-name]").fill("Mona Hassan");
    }

    private void submit() {
        page.locator("form.card .pay").click();
    }

    private static int captures(JsonNode session) {
        var intent = shop.session(id(session)).get("paymentIntentId");
        return intent.isNull()
                ? 0
                : new BankRecord(server.dataDir().resolve("simulator"))
                        .captures(intent.stringValue())
                        .size();
    }

    private static String id(JsonNode session) {
        return session.get("id").stringValue();
    }
}
