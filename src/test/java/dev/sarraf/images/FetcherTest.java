package dev.sarraf.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.sarraf.db.Database;
import dev.sarraf.ids.Mode;
import dev.sarraf.images.ImageStore.Kept;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.targets.Lookup;
import dev.sarraf.targets.TargetRules;
import dev.sarraf.testing.ModeDatabase;
import dev.sarraf.testing.Pictures;
import dev.sarraf.testing.RawServer;
import dev.sarraf.testing.WebhookReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pictures on the way from a merchant's server into the database.
@Timeout(120)
class FetcherTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final ModeDatabase mode = ModeDatabase.fresh();
    private final MerchantId merchant = MerchantId.random();
    private final Images images =
            new Images(mode.database(), new ImageAddresses(URI.create("http://localhost:8080"), Mode.TEST), () -> {});
    private final List<Runnable> closers = new ArrayList<>();
    private final Fetcher fetcher = fetcher(mode.database(), TargetRules.test(true), InetAddress::getAllByName);

    @AfterEach
    void close() {
        closers.reversed().forEach(Runnable::run);
        mode.close();
    }

    @Test
    void a_picture_is_fetched_once_for_everything_that_shows_it() {
        try (var host = serving(Pictures.png(1_000, 500))) {
            ask(host.url());
            ask(host.url());

            assertThat(fetcher.fetchDue()).isEqualTo(1);

            assertThat(there(host.url()).width()).isEqualTo(512);
            assertThat(gallery(host.url()).find(host.url())).contains(id(host.url()));
            ask(host.url());
            assertThat(fetcher.fetchDue()).isZero();
            assertThat(host.all()).hasSize(1);
        }
    }

    @Test
    void the_same_picture_at_two_addresses_is_kept_once() {
        try (var host = serving(Pictures.jpeg(80, 80))) {
            ask(host.url() + "?1", host.url() + "?2");

            fetcher.fetchDue();

            assertThat(there(host.url() + "?1").content())
                    .isEqualTo(there(host.url() + "?2").content());
            assertThat(column("SELECT count(*) FROM pictures")).containsExactly("1");
        }
    }

    @Test
    void the_address_is_known_before_and_is_another_for_each_merchant_and_mode() {
        var address = images.addresses().of(merchant);

        assertThat(address.apply("https://a.example/1.png"))
                .matches("http://localhost:8080/images/img_test_[0-9a-f]{32}")
                .isEqualTo(address.apply("https://a.example/1.png"))
                .isNotEqualTo(address.apply("https://a.example/2.png"))
                .isNotEqualTo(images.addresses().of(MerchantId.random()).apply("https://a.example/1.png"));
        assertThat(ImageId.of(Mode.LIVE, merchant, "x").text()).startsWith("img_live_");
    }

    @Test
    void what_is_not_there_yet_is_tried_again_some_seconds_later() {
        try (var host = WebhookReceiver.start(WebhookReceiver.status(404))) {
            ask(host.url());
            assertThat(fetcher.fetchDue()).isEqualTo(1);
            assertThat(kept(host.url())).isInstanceOf(Kept.Waiting.class);
            assertThat(fetcher.fetchDue()).isZero();

            host.answer(picture(Pictures.png(5, 5)));
            makeDue();
            fetcher.fetchDue();

            assertThat(there(host.url()).width()).isEqualTo(5);
        }
    }

    @Test
    void after_three_tries_it_rests_until_it_is_asked_for_an_hour_later() {
        try (var host = WebhookReceiver.start(WebhookReceiver.status(500))) {
            ask(host.url());
            for (int i = 0; i < 5; i++) {
                fetcher.fetchDue();
                makeDue("WAITING");
            }
            assertThat(host.all()).hasSize(3);
            assertThat(failure(host.url())).isEqualTo(Trouble.STATUS);
            ask(host.url());
            assertThat(fetcher.fetchDue()).isZero();

            makeDue("FAILED");
            assertThat(fetcher.fetchDue()).isZero();
            ask(host.url());

            assertThat(fetcher.fetchDue()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_not_followed(int status) {
        try (var elsewhere = serving(Pictures.png(5, 5));
                var host = WebhookReceiver.start(exchange -> {
                    exchange.getResponseHeaders().add("Location", elsewhere.url());
                    exchange.sendResponseHeaders(status, -1);
                })) {
            ask(host.url());

            fetcher.fetchDue();

            assertThat(last(host.url())).isEqualTo(Trouble.STATUS);
            assertThat(elsewhere.all()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<svg xmlns='http://www.w3.org/2000/svg'/>", "<!doctype html>", "", "BM"})
    void what_says_it_is_a_picture_and_is_none_is_not_kept(String body) {
        try (var host = WebhookReceiver.start(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "image/png");
            send(exchange, body.getBytes(StandardCharsets.UTF_8));
        })) {
            ask(host.url());

            fetcher.fetchDue();

            assertThat(failure(host.url())).isEqualTo(Trouble.NOT_AN_IMAGE);
        }
    }

    @Test
    void a_bomb_is_not_kept() {
        try (var host = serving(Pictures.pngOfSize(50_000, 50_000))) {
            ask(host.url());

            fetcher.fetchDue();

            assertThat(failure(host.url())).isEqualTo(Trouble.TOO_MANY_PIXELS);
        }
    }

    @Test
    void an_endless_file_is_too_large() {
        try (var host = RawServer.start(connection -> {
            RawServer.readSome(connection);
            RawServer.write(connection, "HTTP/1.1 200 OK\r\n\r\n\u0089PNG\r\n\u001a\n");
            while (true) {
                RawServer.write(connection, "x".repeat(10_000));
            }
        })) {
            ask(host.url());

            fetcher.fetchDue();

            assertThat(failure(host.url())).isEqualTo(Trouble.TOO_LARGE);
        }
    }

    @Test
    void a_file_that_drips_is_given_up() {
        var over = new CountDownLatch(1);
        try (var host = RawServer.start(connection -> {
                    RawServer.readSome(connection);
                    RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                    while (!over.await(20, TimeUnit.MILLISECONDS)) {
                        RawServer.write(connection, "x");
                    }
                });
                var hasty = new Fetcher(
                        mode.database(),
                        Mode.TEST,
                        TargetRules.test(true),
                        new Metrics(),
                        InetAddress::getAllByName,
                        Duration.ofMillis(500))) {
            ask(host.url());

            hasty.fetchDue();

            assertThat(last(host.url())).isEqualTo(Trouble.TIMEOUT);
        } finally {
            over.countDown();
        }
    }

    @Test
    void nothing_inside_is_connected_to_where_only_public_hosts_are_allowed() {
        try (var canary = RawServer.saying("HTTP/1.1 200 OK\r\n\r\n")) {
            Lookup inside = _ -> new InetAddress[] {InetAddress.getLoopbackAddress()};
            var hosted = fetcher(mode.database(), TargetRules.test(false), inside);
            var live = fetcher(mode.database(), TargetRules.live(), inside);
            var sources = List.of(
                    canary.url(),
                    "https://localhost:" + canary.port() + "/",
                    "https://127.0.0.1:" + canary.port() + "/",
                    "http://rebound.example:" + canary.port() + "/",
                    "https://rebound.example:" + canary.port() + "/",
                    "https://rebound.example/",
                    "https://169.254.169.254/latest/meta-data/");
            ask(sources.toArray(String[]::new));

            hosted.fetchDue();
            makeDue("WAITING");
            live.fetchDue();

            assertThat(sources).allSatisfy(source -> assertThat(last(source)).isEqualTo(Trouble.UNREACHABLE));
            assertThat(canary.connections()).isZero();
        }
    }

    @Test
    void two_processes_fetch_each_picture_once() throws Exception {
        try (var host = serving(Pictures.png(5, 5))) {
            var sources =
                    IntStream.range(0, 60).mapToObj(i -> host.url() + "?" + i).toList();
            ask(sources.toArray(String[]::new));
            var node = mode.anotherNode();
            closers.add(node::close);
            var other = fetcher(node, TargetRules.test(true), InetAddress::getAllByName);

            var thread = Thread.ofVirtual().start(other::fetchDue);
            fetcher.fetchDue();
            thread.join();
            fetcher.fetchDue();

            assertThat(host.all().stream().map(WebhookReceiver.Received::path))
                    .hasSize(60)
                    .doesNotHaveDuplicates();
            assertThat(column("SELECT DISTINCT state FROM images")).containsExactly("STORED");
        }
    }

    @Test
    void one_merchant_has_no_more_than_four_under_way() {
        ask(IntStream.range(0, 10).mapToObj(i -> "https://a.example/" + i).toArray(String[]::new));
        var store = new ImageStore();

        var first = mode.database().inOneStatement(tx -> store.take(tx, "", 4, 16, PATIENT));
        var second = mode.database().inOneStatement(tx -> store.take(tx, "", 4, 16, PATIENT));

        assertThat(first).hasSize(4);
        assertThat(second).isEmpty();
    }

    @Test
    void whoever_was_too_slow_writes_nothing() {
        ask("https://a.example/1");
        var store = new ImageStore();
        var slow = mode.database()
                .inOneStatement(tx -> store.take(tx, "", 4, 16, PATIENT))
                .getFirst();
        expireLeases();
        mode.database().inOneStatement(tx -> store.take(tx, "", 4, 16, PATIENT));

        boolean written =
                mode.database().inTransaction(tx -> store.fail(tx, slow, Trouble.STATUS, true, Duration.ofHours(1)));

        assertThat(written).isFalse();
        assertThat(kept("https://a.example/1")).isInstanceOf(Kept.Waiting.class);
    }

    @Test
    void what_a_killed_process_was_fetching_is_fetched_by_another() throws Exception {
        var asked = new CountDownLatch(1);
        try (var host = WebhookReceiver.start(_ -> {
            asked.countDown();
            Thread.sleep(Duration.ofMinutes(2));
        })) {
            ask(host.url());
            var process = process();
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            process.destroyForcibly().waitFor();
            host.answer(picture(Pictures.png(5, 5)));
            assertThat(fetcher.fetchDue()).isZero();

            expireLeases();

            assertThat(fetcher.fetchDue()).isEqualTo(1);
            assertThat(there(host.url()).width()).isEqualTo(5);
        }
    }

    @Test
    void a_merchant_with_ten_thousand_pictures_gets_no_more() {
        mode.database()
                .inOneStatement(
                        tx -> tx.update("""
                INSERT INTO pictures (merchant_id, hash, format, width, height, content)
                SELECT :merchant, sha256(convert_to(CAST(n AS text), 'UTF8')), 'PNG', 1, 1, 'x'
                  FROM generate_series(1, 10000) AS n
                """).bind("merchant", merchant.text()).execute());
        try (var host = serving(Pictures.png(5, 5))) {
            ask(host.url());

            fetcher.fetchDue();

            assertThat(failure(host.url())).isEqualTo(Trouble.QUOTA);
        }
    }

    private Process process() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        FetcherProcess.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        var server = mode.server();
        try (var input = process.getOutputStream()) {
            input.write(String.join(
                            "\n",
                            server.jdbcUrl(),
                            server.user(),
                            server.password().reveal())
                    .getBytes(StandardCharsets.UTF_8));
        }
        return process;
    }

    private Fetcher fetcher(Database database, TargetRules rules, Lookup lookup) {
        var made = new Fetcher(database, Mode.TEST, rules, new Metrics(), lookup, PATIENT);
        closers.add(made::close);
        return made;
    }

    private static WebhookReceiver serving(byte[] file) {
        return WebhookReceiver.start(picture(file));
    }

    private static WebhookReceiver.Answer picture(byte[] file) {
        return exchange -> send(exchange, file);
    }

    private static void send(HttpExchange exchange, byte[] file) throws IOException {
        exchange.sendResponseHeaders(200, file.length == 0 ? -1 : file.length);
        exchange.getResponseBody().write(file);
    }

    private void ask(String... sources) {
        mode.database().inTransaction(tx -> {
            images.ask(tx, merchant, List.of(sources));
            return sources;
        });
    }

    private ImageId id(String source) {
        return ImageId.of(Mode.TEST, merchant, source);
    }

    private Gallery gallery(String source) {
        return mode.database().inOneStatement(tx -> images.gallery(tx, merchant, List.of(source)));
    }

    private Kept kept(String source) {
        return images.find(id(source)).orElseThrow();
    }

    private Picture there(String source) {
        if (kept(source) instanceof Kept.There(var picture)) {
            return picture;
        }
        throw otherwise(source);
    }

    private Trouble failure(String source) {
        if (kept(source) instanceof Kept.Failed(var trouble)) {
            return trouble;
        }
        throw otherwise(source);
    }

    /// What came of the last try, be there another or not.
    private Trouble last(String source) {
        return switch (kept(source)) {
            case Kept.Failed(var trouble) -> trouble;
            case Kept.Waiting(var trouble) -> trouble.orElseThrow(() -> otherwise(source));
            case Kept.There _ -> throw otherwise(source);
        };
    }

    private AssertionError otherwise(String source) {
        return new AssertionError(source + " is " + kept(source));
    }

    private void makeDue() {
        makeDue("WAITING");
    }

    private void makeDue(String state) {
        mode.database()
                .inOneStatement(tx -> tx.update(
                                "UPDATE images SET due_at = clock_timestamp() - interval '1 s' WHERE state = :state")
                        .bind("state", state)
                        .execute());
    }

    private void expireLeases() {
        mode.database()
                .inOneStatement(tx -> tx.update("UPDATE images SET locked_until = now() - interval '1 s'"
                                + " WHERE locked_until IS NOT NULL")
                        .execute());
    }

    private List<String> column(String sql) {
        return mode.database()
                .inOneStatement(tx -> tx.query(sql).mapTo(String.class).list());
    }
}
