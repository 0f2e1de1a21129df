package dev.sarraf.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.sarraf.checkout.AfterCompletion.Destination;
import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Storefront.State;
import dev.sarraf.checkout.Till;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.ids.Mode;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.payments.CardSummary;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.Means;
import dev.sarraf.payments.Progress;
import dev.sarraf.payments.Receipt;
import dev.sarraf.testing.Chromium;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens to a page while it is open: around it, to its connection, and by the buttons of the browser.
class LivePageIT {
    private static final String RETURN_TOKEN = "R".repeat(32);

    private static Chromium chromium;
    private static OtherSite elsewhere;

    private PageServer server;
    private FakeTill till;
    private BrowserContext context;
    private Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void launch() throws IOException {
        chromium = new Chromium();
        elsewhere = new OtherSite();
    }

    @AfterAll
    static void quit() {
        chromium.close();
        elsewhere.close();
    }

    @BeforeEach
    void start() throws IOException {
        server = new PageServer();
        till = server.till;
        till.destination = new Destination.Redirect(elsewhere.thanks());
        open(new Browser.NewContextOptions());
    }

    @AfterEach
    void stop() {
        context.close();
        server.close();
    }

    @Test
    void a_payment_in_another_tab_leads_this_one_on() {
        var shop = Storefronts.english();
        visit(till.put(shop));

        till.complete(shop.shop().id());
        look();

        page.waitForURL(elsewhere.thanks().toString());
    }

    @Test
    void a_session_that_ends_is_noticed() {
        var shop = Storefronts.english();
        visit(till.put(shop));

        till.put(shop.in(new State.Expired()));
        look();

        assertThat(page.locator("h1")).hasText("This page has expired");
    }

    @Test
    void a_changed_order_is_shown_in_place_and_paid_only_when_it_was_seen() {
        var shop = Storefronts.english();
        visit(till.put(shop));
        fill();
        page.locator("#name").focus();

        till.put(shop.costing(150_000));
        look();

        assertThat(page.locator(".message")).containsText("The order has changed: the total is now EGP 1,500.00.");
        assertThat(page.locator(".message")).hasAttribute("role", "alert");
        assertThat(page.locator(".due-amount")).hasText("EGP 1,500.00");
        assertThat(page.locator("#number")).hasValue("5123 4500 0000 0008");
        assertThat(page.locator("#cvc")).hasValue("100");
        assertThat(page.locator("#name")).isFocused();
        assertThat(till.payments).isEmpty();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pay EGP 1,500.00"))
                .click();
        page.waitForURL(elsewhere.thanks().toString());
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_question_that_the_shop_adds_is_asked_and_costs_nothing_that_was_typed() {
        var shop = Storefronts.english();
        visit(till.put(shop));
        fill();

        till.put(shop.askingAll("Color", List.of("Sand", "Nile blue"), "Engraving", "I agree to the shop’s terms"));
        look();

        assertThat(page.locator("#full_name")).isVisible();
        assertThat(page.locator(".message")).containsText("The order has changed");
        assertThat(page.locator(".message")).isFocused();
        assertThat(page.locator("#number")).hasValue("5123 4500 0000 0008");
        assertThat(page.locator("#cvc")).hasValue("100");
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_price_that_the_shop_sets_ends_the_wait_for_the_customers_own() {
        var shop = Storefronts.english();
        visit(till.put(shop.open()));
        assertThat(page.locator("form.card")).hasCount(0);

        till.put(shop);
        look();

        assertThat(page.locator("form.card .pay")).isVisible();
        assertThat(complaints).isEmpty();
    }

    @Test
    void goods_that_come_into_an_empty_session_are_shown() {
        var shop = Storefronts.english();
        visit(till.put(shop.in(new State.Empty())));
        assertThat(page.locator("form.card")).hasCount(0);

        till.put(shop);
        look();

        assertThat(page.locator("form.card .pay")).isVisible();
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_change_that_was_not_noticed_costs_nothing_that_was_typed() {
        var shop = Storefronts.english();
        visit(till.put(shop));
        fill();
        till.put(shop.costing(150_000));
        till.nextRefusal =
                Optional.of(Refusal.conflict(ErrorCode.AMOUNT_RECONFIRMATION_REQUIRED, "The amount has changed."));

        page.locator(".pay").click();

        assertThat(page.locator(".message")).containsText("The amount has changed. Nothing was charged.");
        assertThat(page.locator(".pay-words")).containsText("EGP 1,500.00");
        assertThat(page.locator("#number")).hasValue("5123 4500 0000 0008");
        till.nextRefusal = Optional.empty();
        page.locator(".pay").click();
        page.waitForURL(elsewhere.thanks().toString());
        assertThat(till.payments).hasSize(1);
    }

    @Test
    void a_lost_connection_and_its_return_are_told_and_lose_nothing() {
        visit(till.put(Storefronts.english()));
        fill();

        context.setOffline(true);
        assertThat(page.locator("form.card [role=status]")).containsText("The connection is lost.");
        context.setOffline(false);

        assertThat(page.locator("form.card [role=status]")).hasText("The connection is back.");
        assertThat(page.locator("#number")).hasValue("5123 4500 0000 0008");
        page.locator(".pay").click();
        page.waitForURL(elsewhere.thanks().toString());
    }

    @Test
    void who_has_paid_is_kept_until_the_shop_has_heard_of_it() {
        for (var script : List.of(true, false)) {
            open(new Browser.NewContextOptions().setJavaScriptEnabled(script));
            var shop = Storefronts.english();
            var redirect = new Destination.Redirect(elsewhere.thanks());
            visit(till.put(shop.in(new State.Complete(redirect, Optional.empty(), true))));

            assertThat(page.locator("h1")).hasText("Payment complete");
            assertThat(page.locator(".progress")).containsText("taking you back to Nile Outfitters");
            till.put(shop.in(new State.Complete(redirect)));

            page.waitForURL(elsewhere.thanks().toString());
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_small_screen_goes_to_the_issuer_and_comes_back() {
        open(new Browser.NewContextOptions().setViewportSize(390, 844));
        var requests = new CopyOnWriteArrayList<String>();
        page.onRequest(request -> requests.add(request.url()));
        till.nextOutcome = new Progress.Challenge(elsewhere.challenge(), "eyJ4IjoxfQ");
        elsewhere.returnTo = server.base + "/3ds/return/" + RETURN_TOKEN;
        var path = till.put(Storefronts.english());
        visit(path);
        fill();
        page.locator(".pay").click();
        page.waitForURL(elsewhere.challenge().toString());

        var attempt = requests.stream()
                .filter(url -> url.matches(".*/attempts/ch_test_[0-9A-Za-z]{24}"))
                .map(url -> new ChargeId(url.replaceAll(".*/", "")))
                .findFirst()
                .orElseThrow();
        till.expectReturn(RETURN_TOKEN, new SessionId(path.substring(3)), attempt, new Progress.Paid());
        page.getByRole(AriaRole.BUTTON).click();

        page.waitForURL(elsewhere.thanks().toString());
        assertThat(complaints).isEmpty();
    }

    @Test
    void going_back_after_a_decline_is_no_dead_end_and_pays_once() {
        for (var language : List.of("en", "ar")) {
            open(new Browser.NewContextOptions().setJavaScriptEnabled(false));
            till.payments.clear();
            till.nextOutcome = new Progress.Declined("card_declined", Optional.of("generic_decline"));
            visit(till.put(Storefronts.english()) + "?lang=" + language);
            fill();
            page.locator(".pay").click();
            assertThat(page.locator(".message")).isVisible();
            page.reload();
            assertThat(page.locator(".message")).isVisible();
            assertThat(till.payments).hasSize(1);

            page.goBack();
            till.nextOutcome = new Progress.Paid();
            fill();
            page.locator(".pay").click();

            page.waitForURL(elsewhere.thanks().toString());
            assertThat(till.payments).hasSize(2);
        }
    }

    @Test
    void a_reload_while_the_bank_is_asked_shows_that_it_is() {
        var shop = Storefronts.english();
        var path = till.put(shop);
        visit(path);
        till.put(shop.in(new State.Confirming(till.attempt(new Progress.Confirming()))));

        page.reload();

        assertThat(page.locator("h1")).hasText("Confirming your payment");
        assertThat(page.locator("form")).hasCount(0);
    }

    @Test
    void too_many_declines_lead_to_a_page_that_says_so() {
        var shop = Storefronts.english().withCancelUrl(elsewhere.cart());
        visit(till.put(shop));

        till.put(shop.in(new State.Exhausted()));
        look();

        assertThat(page.locator("h1")).hasText("No more tries on this page");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back to shop"))
                .click();
        page.waitForURL(elsewhere.cart().toString());
    }

    @Test
    void a_receipt_and_what_stands_beside_it_suit_everybody_and_can_be_printed() {
        var shop = Storefronts.english();
        var receipt = "test_" + "A".repeat(32);
        var paid = new Money(170_886, Currency.EGP);
        var back = new Money(50_000, Currency.EGP);
        till.receipts.put(
                receipt,
                new Till.Settled(
                        shop.shop(),
                        new Receipt(
                                shop.shop().id().text(),
                                ChargeId.random(Mode.TEST),
                                paid,
                                back,
                                new Means.OfCard(new CardSummary("mastercard", "0008", 1, 2039, Optional.empty())),
                                PageServer.NOW)));
        var settling = new State.Complete(new Destination.Redirect(elsewhere.thanks()), Optional.empty(), true);
        var paths = List.of(
                "/r/" + receipt,
                till.put(Storefronts.english().in(new State.Exhausted())),
                till.put(Storefronts.english().in(settling)));
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            open(new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(320, 640));
            for (var path : paths) {
                for (var language : List.of("en", "ar")) {
                    visit(path + "?lang=" + language);

                    assertThat(new AxeBuilder(page)
                                    .setLegacyMode(true)
                                    .analyze()
                                    .getViolations())
                            .as(path + " " + language + " " + scheme)
                            .isEmpty();
                    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                            .as("no scrolling sideways at " + path)
                            .isEqualTo(true);
                }
            }
        }
        visit(paths.getFirst());
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Print")))
                .isVisible();
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator(".print")).isHidden();
        assertThat(page.locator(".receipt")).containsText("Refunded");
        assertThat(complaints).isEmpty();
    }

    /// What the page does whenever somebody comes back to it.
    private void look() {
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    }

    private void open(Browser.NewContextOptions options) {
        if (context != null) {
            context.close();
        }
        context = chromium.browser().newContext(options.setLocale("en-GB"));
        context.setDefaultTimeout(20_000);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            boolean wanted = message.text().contains("responded with a status of 4")
                    || message.text().contains("ERR_INTERNET_DISCONNECTED");
            if (message.type().equals("error") && !wanted) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    private void visit(String path) {
        page.navigate(server.base.resolve(path).toString());
    }

    private void fill() {
        page.locator("#number").fill("5123450000000008");
        page.locator("#expiry").fill("01 / 39");
        page.locator("#cvc").fill("100");
        page.locator("#name").fill("Mona Hassan");
    }
}
