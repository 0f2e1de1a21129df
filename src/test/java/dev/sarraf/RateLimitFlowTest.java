package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.http.RateLimit;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import org.junit.jupiter.api.Test;

/// The limit of requests in the running program.
class RateLimitFlowTest {
    @Test
    void who_asks_too_often_is_told_when_to_come_back_and_nothing_was_done() {
        try (var app = TestApp.limited(new RateLimit(1, 2))) {
            var shop = app.shop();

            var refused = Eventually.becomes(
                    () -> shop.post("/checkout/sessions", Shop.order()), answer -> answer.status() == 429);

            assertThat(refused.json().at("/error/code").stringValue()).isEqualTo("rate_limit");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            var page = shop.send(shop.bare("/docs/errors").GET());
            assertThat(page.status()).isEqualTo(200);
            long sessions = app.count("test.checkout_sessions");
            var accepted = Eventually.becomes(() -> shop.get("/balance"), answer -> answer.status() == 200);
            assertThat(accepted.header("RateLimit-Limit")).isEqualTo("2");
            assertThat(app.count("test.checkout_sessions")).isEqualTo(sessions);
        }
    }
}
