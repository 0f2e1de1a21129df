package dev.sarraf.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sarraf.cards.Brand;
import dev.sarraf.cards.TestCards;
import dev.sarraf.checkout.AfterCompletion.Destination;
import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Storefront.Promotion;
import dev.sarraf.checkout.Storefront.State;
import dev.sarraf.checkout.Wish;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.Branding.Setting;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.Progress;
import dev.sarraf.testing.Chromium;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A customer's ways through the page in a real browser, with script and without.
class PageFlowIT {
    private static final String RETURN_TOKEN = "R".repeat(32);
    private static final Progress.Declined DECLINED =
            new Progress.Declined("card_declined", Optional.of("generic_decline"));

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
        open(true);
    }

    @AfterEach
    void stop() {
        context.close();
        server.close();
    }

    @Test
    void a_customer_pays_and_lands_at_the_merchant() {
        visit(till.put(Storefronts.english()));
        fill("5123450000000008", "0139", "100");

        assertThat(page.locator("#number")).hasValue("5123 4500 0000 0008");
        assertThat(page.locator("#expiry")).hasValue("01 / 39");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pay EGP 1,708.86"))
                .click();
        page.waitForURL(elsewhere.thanks().toString());

        assertThat(till.payments).hasSize(1);
        assertThat(till.payments.getFirst().browser().screenWidth()).isPositive();
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_customer_needs_no_mouse() {
        visit(till.put(Storefronts.english()));

        tabTo("#number");
        page.keyboard().type("5123450000000008");
        page.keyboard().press("Tab");
        page.keyboard().type("0139");
        page.keyboard().press("Tab");
        page.keyboard().type("100");
        page.keyboard().press("Tab");
        page.keyboard().type("Mona Hassan");
        page.keyboard().press("Tab");
        assertThat(page.locator(".pay")).isFocused();
        page.keyboard().press("Enter");

        page.waitForURL(elsewhere.thanks().toString());
    }

    @Test
    void faults_are_found_on_the_page_and_the_summary_takes_the_focus() {
        visit(till.put(Storefronts.english()));
        fill("5123450000000008", "0139", "10");

        page.locator("#name").press("Enter");

        assertThat(page.locator(".message")).isFocused();
        assertThat(page.locator("#cvc")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#cvc-fault")).hasText("Enter the three digits on the back of the card.");
        page.locator(".message-list a").click();
        assertThat(page.locator("#cvc")).isFocused();
        page.keyboard().type("0");
        assertThat(page.locator("#cvc-fault")).isHidden();
        assertThat(till.payments).isEmpty();
    }

    @Test
    void a_declined_card_can_be_replaced() {
        till.nextOutcome = DECLINED;
        visit(till.put(Storefronts.english()));
        fill("5123450000000008", "0539", "100");
        page.locator(".pay").click();

        assertThat(page.locator(".message")).containsText("Your bank declined this card. Nothing was charged.");
        assertThat(page.locator("#cvc")).hasValue("");
        assertThat(page.locator("#name")).hasValue("Mona Hassan");
        till.nextOutcome = new Progress.Paid();
        fill("4111111111111111", "0139", "100");
        page.locator(".pay").click();
        page.waitForURL(elsewhere.thanks().toString());

        assertThat(till.payments).hasSize(2);
    }

    @Test
    void a_decline_leads_to_the_shop_where_it_wants_that() {
        till.nextOutcome = DECLINED;
        visit(till.put(Storefronts.english().withCancelUrl(elsewhere.cart())));
        fill("5123450000000008", "0539", "100");
        page.locator(".pay").click();

        page.waitForURL(elsewhere.cart().toString());
    }

    @Test
    void pressing_twice_pays_once() {
        visit(till.put(Storefronts.english()));
        fill("5123450000000008", "0139", "100");

        page.locator(".pay").dblclick();
        page.waitForURL(elsewhere.thanks().toString());

        assertThat(till.payments).hasSize(1);
    }

    @Test
    void a_lost_answer_is_asked_for_again_and_pays_once() {
        visit(till.put(Storefronts.english()));
        var tries = new AtomicInteger();
        page.route("**/pay", route -> {
            if (tries.incrementAndGet() == 1) {
                route.fetch();
                route.abort();
            } else {
                route.resume();
            }
        });
        fill("5123450000000008", "0139", "100");
        page.locator(".pay").click();
        page.waitForURL(elsewhere.thanks().toString());

        assertThat(tries.get()).isEqualTo(2);
        assertThat(till.payments).hasSize(1);
    }

    @Test
    void an_order_that_costs_nothing_is_placed_with_one_button() {
        for (var script : List.of(true, false)) {
            open(script);
            till.completed.clear();
            visit(till.put(Storefronts.english().free()));
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete order"))
                    .click();
            page.waitForURL(elsewhere.thanks().toString());

            assertThat(till.completed).hasSize(1);
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void a_lost_order_that_costs_nothing_is_placed_all_the_same() {
        visit(till.put(Storefronts.english().free()));
        page.route("**/complete", route -> {
            if (till.completed.isEmpty()) {
                route.fetch();
                route.abort();
            } else {
                route.resume();
            }
        });
        page.locator(".pay").click();

        page.waitForURL(elsewhere.thanks().toString());
        assertThat(till.completed).hasSize(1);
    }

    @Test
    void a_promotion_code_changes_the_total_and_leaves_what_was_typed() {
        till.afterWish = shop -> shop.costing(150_000).taking(new Promotion.Applied("SUMMER20"));
        visit(till.put(Storefronts.english().taking(new Promotion.Box())));
        fill("5123450000000008", "0139", "100");
        page.locator("#code").fill("SUMMER20");
        page.locator("#code").press("Enter");

        assertThat(page.locator(".applied")).containsText("SUMMER20 is applied");
        assertThat(page.locator(".due-amount")).hasText("EGP 1,500.00");
        assertThat(page.locator("#number")).hasValue("5123 4500 0000 0008");
        assertThat(page.locator("#cvc")).hasValue("100");
        assertThat(page.locator("form.card [role=status]")).containsText("EGP 1,500.00");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pay EGP 1,500.00"))
                .click();
        page.waitForURL(elsewhere.thanks().toString());

        assertThat(till.wishes).containsExactly(new Wish.Code("SUMMER20"));
        assertThat(till.payments).hasSize(1);
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_code_that_is_refused_takes_the_focus_and_leaves_what_was_typed() {
        var path = till.put(Storefronts.english().taking(new Promotion.Box()));
        till.nextRefusal = Optional.of(Refusal.invalid(ErrorCode.PROMOTION_CODE_NOT_FOUND, "code", "No such code."));
        visit(path);
        fill("5123450000000008", "0139", "100");
        page.locator("#code").fill("SUMER");
        page.locator(".code-box button").click();

        assertThat(page.locator("#code-fault")).containsText("There is no such code.");
        assertThat(page.locator("#code")).isFocused();
        assertThat(page.locator("#code")).hasValue("SUMER");
        assertThat(page.locator("#number")).hasValue("5123 4500 0000 0008");
        assertThat(page.locator(".message")).isHidden();
        assertThat(complaints).isEmpty();
    }

    @Test
    void what_is_bought_is_chosen_without_any_script() {
        open(false);
        till.afterWish = shop -> shop.costing(150_000);
        visit(till.put(Storefronts.english().adjustable().taking(new Promotion.Box())));
        page.locator(".quantity input").first().fill("2");
        page.locator(".quantity .set").first().click();
        page.locator("[data-step=less]").last().click();
        assertThat(page.locator(".due-amount")).hasText("EGP 1,500.00");
        page.locator("#code").fill("SUMMER20");
        page.locator(".code-box button").click();
        assertThat(page.locator(".due-amount")).hasText("EGP 1,500.00");

        assertThat(till.wishes).hasSize(3);
        assertThat(till.wishes.get(1)).isInstanceOf(Wish.Quantity.class);
        assertThat(till.wishes.getLast()).isEqualTo(new Wish.Code("SUMMER20"));
    }

    @Test
    void an_amount_that_is_chosen_opens_the_way_to_pay() {
        till.afterWish = shop -> shop.in(new State.Open());
        visit(till.put(Storefronts.english().open()));
        assertThat(page.locator("form.card")).hasCount(0);

        page.locator(".amount input").fill("150");
        page.locator(".amount input").press("Enter");

        assertThat(page.locator("form.card")).isVisible();
        assertThat(till.wishes.getFirst()).isInstanceOf(Wish.Amount.class);
    }

    @Test
    void what_is_asked_is_checked_on_the_page_and_by_the_server_and_sent_along() {
        var shop = Storefronts.english().askingAll("Color", List.of("Sand", "Nile blue"), "Engraving", "I agree");
        visit(till.put(shop));
        fill("5123450000000008", "0139", "100");
        page.locator(".pay").click();

        assertThat(page.locator(".message")).isFocused();
        assertThat(page.locator("#full_name-fault")).hasText("Enter your name.");
        assertThat(page.locator("#custom_terms-fault")).hasText("Tick this box to go on.");
        assertThat(page.locator("#custom_engraving-fault")).isHidden();
        page.locator("#full_name").fill("Mona Hassan");
        page.locator("#phone").fill("12");
        for (var place : List.of("shipping", "billing")) {
            page.locator("#" + place + "_line1").fill("5 Nile St");
            page.locator("#" + place + "_city").fill("Cairo");
        }
        page.locator("#custom_engraving").fill("thirteen char");
        page.locator("#custom_color").selectOption("Nile blue");
        page.locator("#custom_terms").check();
        page.locator(".pay").click();
        assertThat(page.locator("#phone-fault")).containsText("Check the phone number.");
        assertThat(page.locator("#custom_engraving-fault")).hasText("Enter at most 12 characters.");
        page.locator("#phone").fill("010 0123 4567");
        assertThat(page.locator("#phone-fault")).isHidden();
        page.locator("#custom_engraving").fill("For Mona");
        page.locator(".pay").click();
        page.waitForURL(elsewhere.thanks().toString());

        assertThat(till.answered.get(shop.shop().id()))
                .containsEntry("phone", "+201001234567")
                .containsEntry("shipping_country", "EG")
                .containsEntry("custom_color", "Nile blue")
                .containsEntry("custom_engraving", "For Mona");
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_challenge_is_met_in_a_frame_and_leads_back_to_the_merchant() {
        var session = challenged();

        var issuer = page.frameLocator("iframe[name=challengeFrame]");
        assertThat(issuer.locator("p")).hasText("POST creq=eyJ4IjoxfQ, referred by " + server.base + "/");
        assertThat(page.locator("#number")).hasCount(0);
        issuer.getByRole(AriaRole.BUTTON).click();
        page.waitForURL(elsewhere.thanks().toString());

        assertThat(till.show(session).orElseThrow().state().toString()).contains("Complete");
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_challenge_that_fails_offers_another_try() {
        var session = challenged();
        till.expectReturn(
                RETURN_TOKEN,
                session,
                lastAttempt(),
                new Progress.Declined("authentication_required", Optional.empty()));

        page.frameLocator("iframe[name=challengeFrame]")
                .getByRole(AriaRole.BUTTON)
                .click();

        assertThat(page.locator(".message")).containsText("could not confirm that it is you. Nothing was charged.");
        assertThat(page.locator("#number")).isVisible();
    }

    @Test
    void an_attempt_without_outcome_is_followed_until_it_has_one() {
        var attempt = till.attempt(new Progress.Confirming());
        var shop = Storefronts.english();
        visit(till.put(shop) + "/attempts/" + attempt);
        assertThat(page.locator("h1")).hasText("Confirming your payment");

        till.complete(shop.shop().id());
        till.progress(attempt, new Progress.Paid());

        page.waitForURL(elsewhere.thanks().toString());
    }

    @Test
    void a_card_is_paid_through_its_challenge_without_any_script() {
        open(false);
        var session = till.put(Storefronts.english());
        visit(session);
        page.locator("#number").fill("5123450000000008");
        page.locator("#expiry").fill("01/39");
        page.locator("#cvc").fill("10");
        page.locator("#name").fill("Mona Hassan");
        page.locator(".pay").click();
        assertThat(page.locator("#cvc-fault")).hasText("Enter the three digits on the back of the card.");
        assertThat(page.locator("#number")).hasValue("");

        till.nextOutcome = new Progress.Challenge(elsewhere.challenge(), "eyJ4IjoxfQ");
        page.locator("#number").fill("5123450000000008");
        page.locator("#cvc").fill("100");
        page.locator(".pay").click();
        till.expectReturn(RETURN_TOKEN, new SessionId(session.substring(3)), lastAttempt(), new Progress.Paid());
        elsewhere.returnTo = server.base + "/3ds/return/" + RETURN_TOKEN;
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Continue to your bank"))
                .click();
        page.getByRole(AriaRole.BUTTON).click();

        page.waitForURL(elsewhere.thanks().toString());
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_test_card_fills_the_form_with_one_press() {
        visit(till.put(Storefronts.arabic()));
        page.locator("a.badge").click();
        page.locator("#trial .trial-row").first().click();

        assertThat(page.locator("#number")).hasValue("5123 4500 0000 0008");
        assertThat(page.locator("#expiry")).hasValue("01 / 39");
        page.locator(".pay").click();
        page.waitForURL(elsewhere.thanks().toString());
    }

    @Test
    void what_the_test_bank_is_to_answer_is_chosen_with_one_press_and_goes_with_any_card() {
        visit(till.put(Storefronts.english()));
        page.locator("#trial summary").click();
        page.locator("[data-expiry='01 / 27']").click();

        assertThat(page.locator("#number")).hasValue("4440 0000 4220 0014");
        assertThat(page.locator("#expiry")).hasValue("01 / 27");
        assertThat(page.locator("#cvc")).hasValue("100");
        page.locator("[data-number^='3718']").click();
        page.locator("[data-code='102']").click();
        assertThat(page.locator("#number")).hasValue("3718 817334 04002");
        assertThat(page.locator("#expiry")).hasValue("01 / 27");
        assertThat(page.locator("#cvc")).hasValue("1020");
        assertThat(page.locator(".pay")).isFocused();
    }

    @Test
    void the_language_is_changed_without_losing_what_was_typed() {
        var shop = Storefronts.english().askingAll("Color", List.of("Sand", "Nile blue"), "Engraving", "I agree");
        visit(till.put(shop));
        fill("371881733404002", "0139", "1000");
        page.locator("#full_name").fill("Mona Hassan");
        page.locator("#custom_color").selectOption("Nile blue");
        page.locator("#custom_terms").check();
        page.locator(".links a[hreflang=ar]").press("Enter");

        assertThat(page.locator("html")).hasAttribute("dir", "rtl");
        assertThat(page.locator("#form-heading")).hasText("بيانات الدفع");
        assertThat(page.locator("#number")).hasValue("3718 817334 04002");
        assertThat(page.locator("form.card")).hasAttribute("data-brand", "amex");
        assertThat(page.locator("#cvc")).hasValue("1000");
        assertThat(page.locator("#full_name")).hasValue("Mona Hassan");
        assertThat(page.locator("#custom_color")).hasValue("Nile blue");
        assertThat(page.locator("#custom_terms")).isChecked();
        assertThat(page.locator(".links a[hreflang=en]")).isFocused();
        assertThat(page.url()).endsWith("?lang=ar");
        page.locator(".pay").click();
        assertThat(page.locator("#phone-fault")).hasText("أدخل رقم هاتفك.");
        page.locator(".links a[hreflang=en]").click();
        assertThat(page.locator("html")).hasAttribute("dir", "ltr");
        page.locator("#phone").fill("010 0123 4567");
        for (var place : List.of("shipping", "billing")) {
            page.locator("#" + place + "_line1").fill("5 Nile St");
            page.locator("#" + place + "_city").fill("Cairo");
        }
        page.locator(".pay").click();
        page.waitForURL(elsewhere.thanks().toString());

        assertThat(till.payments).hasSize(1);
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_quantity_is_stepped_and_typed_and_the_focus_stays_where_it_was() {
        visit(till.put(Storefronts.english().adjustable()));
        page.locator("[data-step=more]").first().press("Enter");
        assertThat(page.locator("[data-step=more]").first()).isFocused();
        page.locator(".quantity input").last().fill("4");
        page.locator(".quantity input").last().press("Tab");
        page.waitForCondition(() -> till.wishes.size() == 2);

        var lines = Storefronts.english().shop().lines();
        assertThat(till.wishes)
                .containsExactly(
                        new Wish.Quantity(lines.getFirst().id(), 2),
                        new Wish.Quantity(lines.getLast().id(), 4));
        assertThat(complaints).isEmpty();
    }

    @Test
    void the_steps_of_a_quantity_stand_in_line_with_its_field() {
        visit(till.put(Storefronts.english().adjustable()));

        var field = page.locator(".quantity input").first().boundingBox();

        for (var step : List.of("less", "more")) {
            var button = page.locator("[data-step=" + step + "]").first().boundingBox();
            assertThat(button.y).as(step).isEqualTo(field.y);
            assertThat(button.height).as(step).isEqualTo(field.height);
        }
    }

    @Test
    void the_brand_on_the_page_is_the_brand_of_the_number() {
        visit(till.put(Storefronts.english()));
        var drawn = List.of(Brand.VISA, Brand.MASTERCARD, Brand.MEEZA, Brand.AMEX);
        var wrong = new ArrayList<String>();
        for (var card : TestCards.all()) {
            page.locator("#number").fill(card.number().reveal());
            var shown = page.locator("form.card").getAttribute("data-brand");
            var expected = drawn.contains(card.brand()) ? card.brand().text() : "none";
            // A national card in a range of Visa's or Mastercard's carries that mark too.
            boolean shared = List.of("visa", "mastercard").contains(shown) && card.brand() == Brand.MADA;
            if (!shown.equals(expected) && !shared) {
                wrong.add(card.number() + " " + card.brand() + " shown as " + shown);
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void what_browsers_and_people_put_into_the_expiry_is_understood() {
        visit(till.put(Storefronts.english()));
        var expiry = page.locator("#expiry");
        for (var typed : List.of("01/39", "01/2039", "0139", "01 / 39", "1/39", "٠١/٣٩")) {
            expiry.fill(typed);
            assertThat(expiry).hasValue("01 / 39");
        }
        expiry.fill("");
        expiry.pressSequentially("139");
        assertThat(expiry).hasValue("13 / 9");
        expiry.fill("");
        expiry.pressSequentially("539");
        assertThat(expiry).hasValue("05 / 39");
        expiry.fill("");
        expiry.pressSequentially("05/2039");
        assertThat(expiry).hasValue("05 / 39");
        for (int i = 0; i < 7; i++) {
            expiry.press("Backspace");
        }
        assertThat(expiry).hasValue("");
    }

    @Test
    void a_number_is_grouped_as_its_card_shows_it_however_it_comes() {
        visit(till.put(Storefronts.english()));
        var number = page.locator("#number");
        for (var typed :
                List.of("5123-4500-0000-0008", " 5123450000000008 ", "5123 4500 00000008", "٥١٢٣٤٥٠٠٠٠٠٠٠٠٠٨")) {
            number.fill(typed);
            assertThat(number).hasValue("5123 4500 0000 0008");
        }
        number.fill("");
        number.pressSequentially("371881733404002");
        assertThat(number).hasValue("3718 817334 04002");
    }

    @Test
    void a_field_is_checked_when_it_is_left_and_not_while_it_is_typed_in() {
        visit(till.put(Storefronts.english()));
        page.locator("#number").pressSequentially("5123");
        assertThat(page.locator("#number-fault")).isHidden();
        page.locator("#number").press("Tab");

        assertThat(page.locator("#number-fault")).hasText("Check the card number: a digit is missing or wrong.");
        assertThat(page.locator("#expiry-fault")).isHidden();
        page.locator("#expiry").press("Tab");
        assertThat(page.locator("#expiry-fault")).isHidden();
    }

    @Test
    void a_digit_can_be_changed_in_the_middle_of_the_number() {
        visit(till.put(Storefronts.english()));
        var number = page.locator("#number");
        number.pressSequentially("5123450000000008");
        for (int i = 0; i < 13; i++) {
            number.press("ArrowLeft");
        }
        number.press("Backspace");
        number.pressSequentially("7");

        assertThat(number).hasValue("5123 7500 0000 0008");
    }

    @Test
    void a_browser_shows_what_the_merchant_chose_and_loads_nothing_for_it() {
        var requests = new CopyOnWriteArrayList<String>();
        page.onRequest(request -> requests.add(request.url()));
        visit(till.put(Storefronts.english()
                .looking(new Branding(Map.of(
                        Setting.PRIMARY, "#ffd400",
                        Setting.BORDER_STYLE, "sharp",
                        Setting.FONT_FAMILY, "url(https://evil.example/x), Cairo")))));

        var pay = page.locator(".pay");
        assertThat(pay).hasCSS("background-color", "rgb(255, 212, 0)");
        assertThat(pay).hasCSS("color", "rgb(0, 0, 0)");
        assertThat(pay).hasCSS("border-radius", "0px");
        assertThat(requests).allMatch(url -> url.startsWith(server.base + "/"));
        assertThat(complaints).isEmpty();
    }

    @Test
    void hostile_words_run_nothing() {
        var hostile = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>{{1}}";
        visit(till.put(Storefronts.english()
                .selling(hostile, List.of(Storefronts.line(hostile, Optional.of(hostile), 1, 100)))));

        assertThat(page.locator(".shop-name")).hasText(hostile);
        assertThat(page.locator("img")).hasCount(0);
        assertThat(complaints).isEmpty();
    }

    /// A new browser, which notes what it complains of: refused loads, scripts that fail, dialogs.
    private void open(boolean script) {
        if (context != null) {
            context.close();
        }
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(script)
                        .setLocale("en-GB"));
        context.setDefaultTimeout(15_000);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            // A status that a test wants, and the icon that other sites lack, are no complaint.
            if (message.type().equals("error") && !message.text().contains("responded with a status of 4")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            complaints.add("dialog " + dialog.message());
            dialog.dismiss();
        });
    }

    private void visit(String path) {
        page.navigate(server.base.resolve(path).toString());
    }

    private void fill(String number, String expiry, String code) {
        page.locator("#number").fill(number);
        page.locator("#expiry").fill(expiry);
        page.locator("#cvc").fill(code);
        page.locator("#name").fill("Mona Hassan");
    }

    private void tabTo(String selector) {
        for (int i = 0; i < 10; i++) {
            page.keyboard().press("Tab");
            if ((boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        throw new AssertionError("no way to " + selector + " by keyboard");
    }

    /// Pays with a card whose issuer asks; the issuer will find that all is well.
    private SessionId challenged() {
        till.nextOutcome = new Progress.Challenge(elsewhere.challenge(), "eyJ4IjoxfQ");
        elsewhere.returnTo = server.base + "/3ds/return/" + RETURN_TOKEN;
        var path = till.put(Storefronts.english());
        var session = new SessionId(path.substring(3));
        visit(path);
        fill("5123450000000008", "0139", "100");
        page.locator(".pay").click();
        page.waitForURL("**/attempts/**");
        till.expectReturn(RETURN_TOKEN, session, lastAttempt(), new Progress.Paid());
        return session;
    }

    private ChargeId lastAttempt() {
        var url = page.url();
        return new ChargeId(url.substring(url.lastIndexOf('/') + 1));
    }
}
