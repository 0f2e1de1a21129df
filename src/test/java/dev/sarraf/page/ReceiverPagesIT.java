package dev.sarraf.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import dev.sarraf.testing.Chromium;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The built-in receiver in a browser.
class ReceiverPagesIT {
    private static PageServer server;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws IOException {
        server = new PageServer();
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        server.close();
    }

    @Test
    void webhooks_show_up_while_somebody_watches_and_what_is_unfolded_stays_so() {
        try (var context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(320, 640));
                var page = context.newPage()) {
            page.navigate(server.base.resolve("/dev/receiver").toString());
            assertThat(page.locator(".total")).hasText("Nothing yet.");
            var address = page.url().substring(server.base.toString().length());

            post(address, "good", 1);
            assertThat(page.locator(".arrival.genuine")).hasCount(1);
            page.locator(".arrival summary").click();
            post(address, "bad", 2);

            assertThat(page.locator(".arrival")).hasCount(2);
            assertThat(page.locator(".total")).hasText("2 webhooks.");
            assertThat(page.locator(".arrival.genuine pre")).isVisible();
            assertThat(page.locator(".arrival.refused pre")).isHidden();
            PageStatesIT.look(page, "receiver");
        }
    }

    @Test
    void without_script_they_show_up_when_it_is_loaded_again() {
        var options = new Browser.NewContextOptions().setJavaScriptEnabled(false);
        try (var context = chromium.browser().newContext(options);
                var page = context.newPage()) {
            page.navigate(server.base.resolve("/dev/receiver").toString());
            post(page.url().substring(server.base.toString().length()), "bad", 3);

            page.locator("text=Look again").click();

            assertThat(page.locator(".arrival.refused")).hasCount(1);
        }
    }

    private static void post(String address, String signature, int number) {
        var body = """
                {"id":"evt_test_%024d","object":"event","api_version":"3.1.0","created":"2026-05-01T12:00:00.000Z",\
                "type":"checkout.session.async_payment_succeeded","livemode":false,"sequence":2,"data":{"object":{\
                "id":"cs_test_Zx8Kq1Yw3Rt5Uv7Pm9Nb2Lc4Hd6Gf0Sa","object":"checkout.session","name":"قهوة"}}}""".formatted(number);
        var answer = server.send(server.request(address, "XPay-Signature", signature)
                .POST(BodyPublishers.ofString(body))
                .build());
        assertThat(answer.statusCode()).isIn(200, 400);
    }
}
