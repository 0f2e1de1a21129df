package dev.sarraf;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.sarraf.testing.Chromium;
import dev.sarraf.testing.ServerProcess;
import dev.sarraf.testing.Shop;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Local methods as a customer meets them in Chromium, by the keyboard, on the packaged program with its simulator.
class LocalMethodIT {
    /// More than any page has places that the keyboard can reach.
    private static final int PLACES = 60;

    @TempDir
    private static Path folder = Path.of("");

    private static ServerProcess server;
    private static Shop shop;
    private static Chromium chromium;

    private BrowserContext browser;
    private Page page;

    @BeforeAll
    static void start() {
        server = ServerProcess.serve(folder);
        shop = server.shop();
        chromium = new Chromium();
        // A page that is slow on a busy machine is not wrong.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @AfterAll
    static void stop() {
        chromium.close();
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

    @ParameterizedTest
    @ValueSource(strings = {"en", "ar"})
    void a_voucher_is_fetched_and_paid_later(String language) {
        var session = open(language);

        choose("fawry");
        press(".pay");

        assertThat(page.locator("#voucher")).hasText(Pattern.compile("[0-9]{6,}"));
        assertStanding(session, "complete", "unpaid");
        press("button[value=pay]");
        page.waitForURL(landing(session));
        assertStanding(session, "complete", "paid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ar"})
    void a_request_is_approved_on_the_phone_and_one_that_was_rejected_can_be_made_again(String language) {
        var session = open(language);

        choose("vodafone_cash");
        type("#phone_vodafone_cash", "01012345678");
        press(".pay");
        assertThat(page.locator(".spinner")).isVisible();
        press("button[value=reject]");
        assertThat(page.locator(".message")).isVisible();
        assertStanding(session, "open", "unpaid");

        choose("vodafone_cash");
        type("#phone_vodafone_cash", "01012345678");
        press(".pay");
        press("button[value=approve]");

        page.waitForURL(landing(session));
        assertStanding(session, "complete", "paid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ar"})
    void an_installment_plan_is_chosen_after_the_code(String language) {
        var session = open(language);

        choose("valu");
        type("#phone_valu", "01012340001");
        press(".pay");
        type("#code", "111111");
        press("form.step .pay");
        assertThat(page.locator("#code-fault .fault-text")).isVisible();
        type("#code", "123456");
        press("form.step .pay");
        reach("input[name=months]:checked");
        page.keyboard().press("ArrowDown");
        press("form.step .pay");

        page.waitForURL(landing(session));
        assertStanding(session, "complete", "paid");
        var charge = shop.session(session.get("id").stringValue()).at("/paymentIntent/latestCharge");
        assertThat(charge.at("/paymentMethodDetails/valu/tenure").asInt()).isEqualTo(12);
    }

    @Test
    void without_script_a_request_is_approved_too() {
        reopen(new Browser.NewContextOptions().setLocale("ar-EG").setJavaScriptEnabled(false));
        var session = create("");
        page.navigate(session.get("url").stringValue());

        choose("vodafone_cash");
        type("#phone_vodafone_cash", "01012345678");
        press(".pay");
        press("button[value=approve]");

        page.waitForURL(landing(session));
        assertStanding(session, "complete", "paid");
    }

    private JsonNode open(String language) {
        reopen(new Browser.NewContextOptions().setLocale(language + "-EG"));
        var session = create("\"locale\": \"%s\", ".formatted(language));
        page.navigate(session.get("url").stringValue());
        assertThat(page.locator("html")).hasAttribute("lang", language);
        return session;
    }

    private void reopen(Browser.NewContextOptions options) {
        browser.close();
        browser = chromium.browser().newContext(options);
        page = browser.newPage();
    }

    /// Moves the focus by the keyboard until it is there.
    private void reach(String place) {
        page.locator(place).first().waitFor();
        for (int i = 0; i < PLACES; i++) {
            page.keyboard().press("Tab");
            if ((boolean) page.evaluate("place => document.activeElement.matches(place)", place)) {
                return;
            }
        }
        throw new AssertionError("the keyboard does not reach " + place);
    }

    private void press(String button) {
        reach(button);
        page.keyboard().press("Enter");
    }

    private void type(String field, String text) {
        reach(field);
        page.keyboard().press("ControlOrMeta+a");
        page.keyboard().type(text);
    }

    /// Radio buttons are one stop of the keyboard, within which arrows choose.
    private void choose(String method) {
        reach("[name=method]");
        var chosen = page.locator("[name=method][value=" + method + "]");
        for (int i = 0; i < PLACES && !chosen.isChecked(); i++) {
            page.keyboard().press("ArrowDown");
        }
        assertThat(chosen).isChecked();
    }

    /// The landing page is one of our own, so that the browser needs no other server.
    private static JsonNode create(String more) {
        return shop.createSession("""
                {%s"paymentMethodTypes": ["card", "fawry", "vodafone_cash", "valu"],
                 "afterCompletion": {"type": "redirect",
                                     "redirect": {"url": "%s/docs/errors?order={CHECKOUT_SESSION_ID}"}},
                 "lineItems": [{"quantity": 1,
                                "priceData": {"currency": "EGP", "unitAmount": 149900,
                                              "productData": {"name": "Canvas weekender"}}}]}
                """.formatted(more, server.url()));
    }

    private static String landing(JsonNode session) {
        return server.url() + "/docs/errors?order=" + session.get("id").stringValue();
    }

    private static void assertStanding(JsonNode session, String status, String paymentStatus) {
        var read = shop.session(session.get("id").stringValue());
        assertThat(read.get("status").stringValue()).isEqualTo(status);
        assertThat(read.get("paymentStatus").stringValue()).isEqualTo(paymentStatus);
    }
}
