package dev.sarraf.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.ApiKey;
import dev.sarraf.merchants.Caller;
import dev.sarraf.merchants.KeyId;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.testing.Shop;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Ten requests a second and four at once, by a clock that moves when the test says so.
class RateLimitTest {
    private static final RateLimit LIMIT = new RateLimit(10, 4);

    /// Near the end of what the clock can count, as a machine's may be.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 50);

    private final AtomicInteger lookups = new AtomicInteger();
    private final Set<String> known = new HashSet<>();
    private final Set<String> familiar = new HashSet<>();
    private final Server server = Server.start(
            InetAddress.getLoopbackAddress(),
            0,
            "http://localhost/docs/errors",
            Routes.inBothModes(List.of(
                    Route.get("/here", Access.ANY_KEY, _ -> Response.text(200, "text")),
                    Route.get("/open", Access.PUBLIC, _ -> Response.text(200, "text")))),
            new Authenticator(this::find, this::familiar, LIMIT, nanos::get),
            new Metrics());

    private final Map<String, KeyId> ids = new ConcurrentHashMap<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_burst_is_taken_and_then_the_pace_is_kept() {
        var shop = shop(true);

        for (int remaining = 3; remaining >= 0; remaining--) {
            var answer = shop.get("/here");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("RateLimit-Limit")).isEqualTo("4");
            assertThat(answer.header("RateLimit-Remaining")).isEqualTo(String.valueOf(remaining));
            assertThat(answer.header("RateLimit-Reset")).isEqualTo("1");
            assertThat(answer.header("Retry-After")).isEmpty();
        }

        var refused = shop.get("/here");
        var error = refused.expect(429).get("error");
        assertThat(error.get("type").stringValue()).isEqualTo("rate_limit_error");
        assertThat(error.get("code").stringValue()).isEqualTo("rate_limit");
        assertThat(error.get("message").stringValue())
                .isEqualTo("Too many requests with this API key. Try again in 1 second.");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("RateLimit-Limit")).isEqualTo("4");
        assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(refused.header("RateLimit-Reset")).isEqualTo("1");

        passes(Duration.ofMillis(99));
        assertThat(shop.get("/here").status()).isEqualTo(429);
        passes(Duration.ofMillis(1));
        assertThat(shop.get("/here").status()).isEqualTo(200);
        assertThat(shop.get("/here").status()).isEqualTo(429);
        passes(Duration.ofHours(1));
        assertThat(shop.get("/here").header("RateLimit-Remaining")).isEqualTo("3");
    }

    @Test
    void who_asks_too_often_costs_no_look_up() {
        var shop = shop(true);
        for (int i = 0; i < 4; i++) {
            assertThat(shop.get("/here").status()).isEqualTo(200);
        }
        int before = lookups.get();

        for (int i = 0; i < 3; i++) {
            assertThat(shop.get("/here").status()).isEqualTo(429);
        }

        assertThat(lookups).hasValue(before);
    }

    @Test
    void one_key_does_not_slow_another_and_public_routes_have_no_limit() {
        var one = shop(true);
        var other = shop(true);
        for (int i = 0; i < 5; i++) {
            one.get("/here");
        }

        assertThat(one.get("/here").status()).isEqualTo(429);
        assertThat(other.get("/here").status()).isEqualTo(200);
        var open = one.send(one.bare("/open").GET());
        assertThat(open.status()).isEqualTo(200);
        assertThat(open.header("RateLimit-Limit")).isEmpty();
    }

    @Test
    void guessing_keys_costs_the_guesser_and_not_who_has_one() {
        var user = shop(true);
        for (int i = 0; i < 4; i++) {
            assertThat(shop(false).get("/here").status()).isEqualTo(401);
        }
        int before = lookups.get();

        for (int i = 0; i < 3; i++) {
            var refused = shop(false).get("/here");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json().at("/error/message").stringValue()).contains("unknown API keys");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        }
        assertThat(lookups).hasValue(before);
        assertThat(user.get("/here").status()).isEqualTo(200);

        passes(Duration.ofMillis(100));
        assertThat(shop(false).get("/here").status()).isEqualTo(401);
        assertThat(new Shop(user.api(), "sk_test_nonsense").get("/here").status())
                .isEqualTo(429);
    }

    @Test
    void many_at_once_take_no_more_than_there_is() throws InterruptedException {
        var limits = new RateLimits(new RateLimit(100, 200), nanos::get);
        var taken = new LongAdder();
        var threads = IntStream.range(0, 8)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        if (!limits.take("sender").isExceeded()) {
                            taken.increment();
                        }
                    }
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(taken.sum()).isEqualTo(200);
        passes(Duration.ofSeconds(1));
        assertThat(IntStream.range(0, 300)
                        .filter(_ -> !limits.take("sender").isExceeded())
                        .count())
                .isEqualTo(100);
    }

    @Test
    void without_a_limit_nothing_is_counted_or_told() {
        var limits = new RateLimits(RateLimit.OFF, nanos::get);

        for (int i = 0; i < 1_000; i++) {
            assertThat(limits.take("sender").isExceeded()).isFalse();
        }
        assertThat(Quota.NONE.on(Response.noContent()).headers()).isEmpty();
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Optional<Caller> find(ApiKey key) {
        lookups.incrementAndGet();
        var text = key.text().reveal();
        return Optional.of(text)
                .filter(known::contains)
                .map(_ -> new Caller(MerchantId.random(), key.mode(), id(key), key.kind(), Set.of(), true));
    }

    private Optional<KeyId> familiar(ApiKey key) {
        return familiar.contains(key.text().reveal()) ? Optional.of(id(key)) : Optional.empty();
    }

    private KeyId id(ApiKey key) {
        return ids.computeIfAbsent(key.text().reveal(), _ -> KeyId.random(key.mode()));
    }

    private Shop shop(boolean isKnown) {
        var text = ApiKey.random(ApiKey.Kind.SECRET, Mode.TEST).text().reveal();
        if (isKnown) {
            known.add(text);
            familiar.add(text);
        }
        return new Shop(URI.create("http://localhost:" + server.port()), text);
    }
}
