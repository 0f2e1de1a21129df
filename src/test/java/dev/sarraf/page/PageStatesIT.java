package dev.sarraf.page;

import static dev.sarraf.merchants.Branding.Setting.BACKGROUND;
import static dev.sarraf.merchants.Branding.Setting.BORDER_STYLE;
import static dev.sarraf.merchants.Branding.Setting.COLOR_MODE;
import static dev.sarraf.merchants.Branding.Setting.INPUT_SIZE;
import static dev.sarraf.merchants.Branding.Setting.INPUT_STYLE;
import static dev.sarraf.merchants.Branding.Setting.PRIMARY;
import static dev.sarraf.merchants.Branding.Setting.SPACING;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.sarraf.checkout.AfterCompletion.Destination;
import dev.sarraf.checkout.LinkFront;
import dev.sarraf.checkout.Storefront.Promotion;
import dev.sarraf.checkout.Storefront.State;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.Branding.Setting;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.payments.Progress;
import dev.sarraf.processors.Slip;
import dev.sarraf.testing.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every state of the page in both languages, light and dark, on a phone and on a desk: what a screen reader and a
/// weak eye find wrong in it, and whether it fits. Pictures of the main states are left in `target/screenshots` for
/// whoever wants to look; `-Dscreenshots=all` takes one of every state.
class PageStatesIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final boolean EVERY_SCREENSHOT = "all".equals(System.getProperty("screenshots"));

    /// A picture of a whole page takes longer than all else that is done with it.
    private static final Set<Scene> PHOTOGRAPHED = EnumSet.of(
            Scene.OPEN,
            Scene.BRANDED_PILL,
            Scene.ASKED,
            Scene.CODE_APPLIED,
            Scene.TEST_CARDS,
            Scene.FAULTS,
            Scene.DECLINED,
            Scene.CONFIRMED,
            Scene.EXPIRED,
            Scene.CHALLENGE,
            Scene.METHODS,
            Scene.VOUCHER);

    private static final List<String> WCAG =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /// What can differ between light and dark.
    private static final List<String> RULES_OF_COLORS = List.of("color-contrast", "link-in-text-block");

    private static PageServer server;
    private static OtherSite issuer;
    private static Chromium chromium;
    private static Map<Language, BrowserContext> contexts;

    /// What a customer can meet.
    enum Scene {
        OPEN,
        BRANDED_PILL,
        BRANDED_SHARP,
        BRANDED_DARK,
        FREE,
        FREE_ASKED,
        ASKED,
        ASKED_FAULTS,
        CHOICES,
        CODE,
        CODE_FAULT,
        CODE_APPLIED,
        CHOOSING,
        CHOOSING_FAULT,
        TEST_CARDS,
        FAULTS,
        PAYING,
        DECLINED,
        ITEMS,
        WAITING,
        CONFIRMED,
        EXPIRED,
        SUPERSEDED,
        EMPTY,
        MISSING,
        CHALLENGE,
        LINK,
        LINK_UNAVAILABLE,
        METHODS,
        METHODS_PHONE,
        VOUCHER,
        APPROVE,
        ENTER_CODE,
        CHOOSE_PLAN,
        UNPAID
    }

    /// What the page is seen on; `textSize` in percent.
    enum Device {
        PHONE(390, 844, 100),
        DESKTOP(1280, 800, 100),
        NARROW(320, 640, 100),
        LARGE_TEXT(390, 844, 200);

        private final int width;
        private final int height;
        private final int textSize;

        Device(int width, int height, int textSize) {
            this.width = width;
            this.height = height;
            this.textSize = textSize;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        server = new PageServer();
        issuer = new OtherSite();
        chromium = new Chromium();
        contexts = new EnumMap<>(Language.class);
        for (var language : Language.values()) {
            contexts.put(language, context(language));
        }
    }

    @AfterAll
    static void stop() {
        chromium.close();
        issuer.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_page_suits_everybody(Scene scene) {
        server.till.nextRefusal = refusal(scene);
        server.till.nextOutcome = new Progress.Declined("card_declined", Optional.of("generic_decline"));
        contexts.forEach((language, context) -> {
            try (var page = context.newPage()) {
                if (scene == Scene.CHALLENGE) {
                    // A small screen would leave for the issuer.
                    page.setViewportSize(Device.DESKTOP.width, Device.DESKTOP.height);
                }
                page.navigate(server.base.resolve(address(scene, language)).toString());
                act(scene, page);
                var name = "%s-%s".formatted(scene, language).toLowerCase(Locale.ROOT);
                look(page, name);
                if (EVERY_SCREENSHOT || PHOTOGRAPHED.contains(scene)) {
                    photograph(page, name, ColorScheme.LIGHT, Device.DESKTOP, Device.PHONE);
                    photograph(page, name, ColorScheme.DARK, Device.PHONE);
                }
            }
        });
    }

    /// Looks at the page that is shown, on every device, light and dark.
    static void look(Page page, String name) {
        assertThat(violations(new AxeBuilder(page).withTags(WCAG))).as(name).isEmpty();
        for (var device : Device.values()) {
            show(page, device);
            assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .as("sideways scrolling of " + name + " on " + device)
                    .isEqualTo(0);
        }
        show(page, Device.PHONE);
        shine(page, ColorScheme.DARK);
        assertThat(violations(new AxeBuilder(page).withRules(RULES_OF_COLORS)))
                .as(name + " in the dark")
                .isEmpty();
    }

    private static void shine(Page page, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    }

    private static void show(Page page, Device device) {
        page.setViewportSize(device.width, device.height);
        page.evaluate("size => document.documentElement.style.fontSize = size", device.textSize + "%");
    }

    private static void photograph(Page page, String name, ColorScheme scheme, Device... devices) {
        shine(page, scheme);
        for (var device : devices) {
            show(page, device);
            var file = "%s-%s-%s.png".formatted(name, scheme, device).toLowerCase(Locale.ROOT);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(SCREENSHOTS.resolve(file))
                    .setFullPage(true));
        }
    }

    /// The issuer's page is not ours to judge, so frames are left out.
    private static List<String> violations(AxeBuilder axe) {
        return axe.setLegacyMode(true).exclude("iframe").analyze().getViolations().stream()
                .map(PageStatesIT::readable)
                .toList();
    }

    private static void act(Scene scene, Page page) {
        switch (scene) {
            case TEST_CARDS -> {
                page.locator("#trial summary").click();
                page.locator(".trial-row").first().click();
            }
            case CODE_FAULT -> {
                page.locator(".show-items summary").click();
                page.locator("#code").fill("SUMMER20");
                page.locator(".code-box button").click();
                page.locator("#code-fault").waitFor();
            }
            case CHOOSING_FAULT -> {
                page.locator(".amount input").fill("5");
                page.locator(".wish button").click();
                page.locator(".wish .fault").waitFor();
            }
            case CHOICES, CODE, CODE_APPLIED ->
                page.locator(".show-items summary").click();
            case ASKED_FAULTS -> {
                page.locator("#full_name").fill("Mona");
                page.locator(".pay").click();
                page.locator(".message").waitFor();
            }
            case FAULTS -> page.locator(".pay").click();
            case PAYING -> {
                page.route("**/pay", _ -> {});
                page.locator("#trial summary").click();
                page.locator(".trial-row").first().click();
                page.locator("#trial summary").click();
                page.locator(".pay").click();
            }
            case DECLINED -> {
                page.locator("#trial summary").click();
                page.locator(".trial-row").first().click();
                page.locator("#trial summary").click();
                page.locator(".pay").click();
                page.locator(".message").waitFor();
            }
            case ITEMS -> page.locator(".show-items summary").click();
            case METHODS_PHONE -> {
                page.locator("[name=method][value=valu]").check();
                page.locator(".pay").click();
                page.locator("#phone_valu-fault .fault-text").waitFor();
            }
            case CHALLENGE ->
                page.frameLocator(".issuer").getByRole(AriaRole.BUTTON).first().waitFor();
            case OPEN,
                    BRANDED_PILL,
                    BRANDED_SHARP,
                    BRANDED_DARK,
                    FREE,
                    FREE_ASKED,
                    ASKED,
                    CHOOSING,
                    WAITING,
                    CONFIRMED,
                    EXPIRED,
                    SUPERSEDED,
                    EMPTY,
                    MISSING,
                    LINK,
                    LINK_UNAVAILABLE,
                    METHODS,
                    VOUCHER,
                    APPROVE,
                    ENTER_CODE,
                    CHOOSE_PLAN,
                    UNPAID -> {}
        }
    }

    private static BrowserContext context(Language language) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(Device.PHONE.width, Device.PHONE.height)
                        .setColorScheme(ColorScheme.LIGHT)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setLocale(language == Language.AR ? "ar-EG" : "en-GB"));
    }

    private static String address(Scene scene, Language language) {
        var till = server.till;
        var shop = (language == Language.AR ? Storefronts.arabic() : Storefronts.english());
        return switch (scene) {
            case OPEN, TEST_CARDS, ITEMS -> till.put(shop.withCancelUrl(Storefronts.SHOP));
            case BRANDED_PILL ->
                till.put(branded(
                        shop, PRIMARY, "#ffd400", BACKGROUND, "#fffdf5", BORDER_STYLE, "pill", INPUT_SIZE, "large"));
            case BRANDED_SHARP ->
                till.put(branded(
                        shop, PRIMARY, "#e11d48", BORDER_STYLE, "sharp", INPUT_STYLE, "flat", SPACING, "condensed"));
            case BRANDED_DARK ->
                till.put(branded(
                        shop, PRIMARY, "#635bff", BACKGROUND, "#0a2540", COLOR_MODE, "dark", INPUT_STYLE, "filled"));
            case FREE -> till.put(shop.free());
            case FREE_ASKED -> till.put(asking(shop.free(), language));
            case ASKED, ASKED_FAULTS -> till.put(asking(shop, language));
            case CHOICES -> till.put(shop.adjustable());
            case CODE, CODE_FAULT -> till.put(shop.taking(new Promotion.Box()));
            case CODE_APPLIED -> till.put(shop.taking(new Promotion.Applied("SUMMER20")));
            case CHOOSING, CHOOSING_FAULT -> till.put(shop.open());
            case FAULTS, PAYING, DECLINED -> till.put(shop);
            case WAITING -> till.put(shop.in(new State.Confirming(till.attempt(new Progress.Confirming()))));
            case CONFIRMED ->
                till.put(shop.in(new State.Complete(
                        new Destination.Confirmation(Optional.empty(), Optional.of(FakeTill.THANKS)))));
            case EXPIRED -> till.put(shop.withCancelUrl(Storefronts.SHOP).in(new State.Expired()));
            case SUPERSEDED -> till.put(shop.withCancelUrl(Storefronts.SHOP).in(new State.Superseded()));
            case EMPTY -> till.put(shop.withCancelUrl(Storefronts.SHOP).in(new State.Empty()));
            case METHODS, METHODS_PHONE -> till.put(shop.payableBy(PaymentMethod.values()));
            case VOUCHER -> awaiting(shop, PaymentMethod.FAWRY, Slip.Step.PAY_VOUCHER);
            case APPROVE -> awaiting(shop, PaymentMethod.VODAFONE_CASH, Slip.Step.APPROVE);
            case ENTER_CODE -> awaiting(shop, PaymentMethod.VALU, Slip.Step.ENTER_CODE);
            case CHOOSE_PLAN -> awaiting(shop, PaymentMethod.VALU, Slip.Step.CHOOSE_PLAN);
            case UNPAID ->
                till.put(shop.withCancelUrl(Storefronts.SHOP)
                        .in(new State.Unpaid(new Destination.Redirect(FakeTill.THANKS))));
            case MISSING -> "/c/nothing";
            case LINK -> server.entrance.put(FakeEntrance.selling(shop));
            case LINK_UNAVAILABLE ->
                server.entrance.put(FakeEntrance.standing(shop, new LinkFront.State.Unavailable()));
            case CHALLENGE ->
                till.put(shop) + "/attempts/" + till.attempt(new Progress.Challenge(issuer.challenge(), "e30"));
        };
    }

    /// @param settings each with its value
    private static Storefronts branded(Storefronts shop, Object... settings) {
        var values = new EnumMap<Setting, String>(Setting.class);
        for (int i = 0; i < settings.length; i += 2) {
            values.put((Setting) settings[i], (String) settings[i + 1]);
        }
        return shop.adjustable().taking(new Promotion.Box()).looking(new Branding(values));
    }

    private static String awaiting(Storefronts shop, PaymentMethod method, Slip.Step step) {
        var slip = new Slip(
                "912345678",
                Instant.parse("2026-11-30T12:00:00Z"),
                step,
                step == Slip.Step.ENTER_CODE ? 1 : 0,
                step == Slip.Step.CHOOSE_PLAN
                        ? List.of(new Slip.Plan(6, 27_234), new Slip.Plan(24, 8_500))
                        : List.of());
        var awaited = new Progress.Awaiting(method, slip);
        return server.till.put(
                shop.withCancelUrl(Storefronts.SHOP).in(new State.Asked(server.till.attempt(awaited), awaited)));
    }

    private static Storefronts asking(Storefronts shop, Language language) {
        return language == Language.AR
                ? shop.askingAll("اللون", List.of("رملي", "أزرق النيل"), "نص محفور على القلم", "أوافق على شروط المتجر")
                : shop.askingAll("Color", List.of("Sand", "Nile blue"), "Engraving", "I agree to the shop’s terms");
    }

    private static Optional<Refusal> refusal(Scene scene) {
        return switch (scene) {
            case CODE_FAULT ->
                Optional.of(Refusal.invalid(ErrorCode.PROMOTION_CODE_EXPIRED, "code", "It has expired."));
            case CHOOSING_FAULT ->
                Optional.of(Refusal.invalid(ErrorCode.PARAMETER_OUT_OF_RANGE, "amount", "It is too small."));
            default -> Optional.empty();
        };
    }

    private static String readable(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream()
                        .map(node -> node.getTarget() + " " + node.getFailureSummary())
                        .toList();
    }
}
