package dev.sarraf.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import dev.sarraf.testing.Chromium;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The description of the API in a browser: on a phone and on a desk, light and dark, with all examples open.
class ReferencePagesIT {
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

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/api/webhooks"})
    void a_page_of_the_api_suits_everybody(String address) {
        List<String> elsewhere = new ArrayList<>();
        try (var context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(390, 844));
                var page = context.newPage()) {
            page.onRequest(request -> {
                if (!request.url().startsWith(server.base.toString())) {
                    elsewhere.add(request.url());
                }
            });
            page.navigate(server.base.resolve(address).toString());
            page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)");

            PageStatesIT.look(page, "api" + address.replace('/', '-'));
        }
        assertThat(elsewhere).isEmpty();
    }
}
