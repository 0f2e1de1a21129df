package dev.sarraf.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.events.Attempt;
import dev.sarraf.events.Attempt.Failure;
import dev.sarraf.targets.Lookup;
import dev.sarraf.testing.ModeDatabase;
import dev.sarraf.testing.RawServer;
import dev.sarraf.testing.WebhookReceiver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an endpoint can do to a delivery. The limit is short, so that running into it takes no patience; where no
/// limit is meant to be met, it is long.
@Timeout(60)
class CourierTest {
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final Courier patient = courier(Duration.ofSeconds(30), InetAddress::getAllByName);
    private final Courier hasty = courier(Duration.ofMillis(500), InetAddress::getAllByName);
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() {
        over.countDown();
        patient.close();
        hasty.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void a_status_of_200_to_299_is_success(int status) {
        try (var receiver = WebhookReceiver.start(WebhookReceiver.status(status))) {
            var attempt = post(patient, receiver.url());

            assertThat(attempt.succeeded()).isTrue();
            assertThat(attempt.status()).hasValue(status);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 407, 408, 410, 421, 429, 500, 503})
    void every_other_status_is_a_failure_and_is_asked_for_once(int status) {
        try (var elsewhere = WebhookReceiver.start();
                var receiver = WebhookReceiver.start(exchange -> {
                    exchange.getResponseHeaders().add("Location", elsewhere.url());
                    exchange.getResponseHeaders().add("Retry-After", "0");
                    exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
                    exchange.sendResponseHeaders(status, -1);
                })) {
            var attempt = post(patient, receiver.url());

            assertThat(attempt.failure()).contains(Failure.STATUS);
            assertThat(attempt.status()).hasValue(status);
            assertThat(receiver.all()).hasSize(1);
            assertThat(elsewhere.all()).isEmpty();
        }
    }

    @Test
    void the_beginning_of_the_answer_is_kept() {
        var text = "out of stock \u0000 ق".repeat(1000);
        try (var receiver = WebhookReceiver.start(exchange -> {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(500, bytes.length);
            exchange.getResponseBody().write(bytes);
        })) {
            var attempt = post(patient, receiver.url());

            assertThat(attempt.answer()).startsWith("out of stock \ufffd ق").hasSizeLessThanOrEqualTo(4096);
            assertThat(attempt.answer().getBytes(StandardCharsets.UTF_8).length).isGreaterThan(4000);
        }
    }

    @Test
    void an_endless_answer_is_cut_off_and_counts_by_its_status() {
        try (var endless = RawServer.start(connection -> {
            RawServer.readSome(connection);
            RawServer.write(connection, OK + "Transfer-Encoding: chunked\r\n\r\n");
            while (true) {
                RawServer.write(connection, "400\r\n" + "x".repeat(1024) + "\r\n");
            }
        })) {
            assertThat(post(patient, endless.url()).succeeded()).isTrue();
        }
    }

    @Test
    void an_answer_that_claims_a_gigabyte_is_cut_off() {
        try (var huge = RawServer.start(connection -> {
            RawServer.readSome(connection);
            RawServer.write(connection, OK + "Content-Length: 1073741824\r\n\r\n");
            while (true) {
                RawServer.write(connection, "x".repeat(64 * 1024));
            }
        })) {
            assertThat(post(patient, huge.url()).succeeded()).isTrue();
        }
    }

    @Test
    void a_compressed_answer_is_not_unpacked() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[1_000_000]);
        }
        try (var receiver = WebhookReceiver.start(exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, bomb.size());
            exchange.getResponseBody().write(bomb.toByteArray());
        })) {
            var attempt = post(patient, receiver.url());

            assertThat(attempt.succeeded()).isTrue();
            assertThat(attempt.answer()).hasSizeLessThanOrEqualTo(bomb.size());
            assertThat(receiver.all().getFirst().headers()).doesNotContainKey("Accept-encoding");
        }
    }

    @Test
    void cookies_are_not_kept_and_no_upgrade_is_offered() {
        try (var receiver = WebhookReceiver.start(exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "a=b; Path=/");
            exchange.sendResponseHeaders(200, -1);
        })) {
            post(patient, receiver.url());
            post(patient, receiver.url());

            assertThat(receiver.all())
                    .hasSize(2)
                    .allSatisfy(received -> assertThat(received.headers())
                            .doesNotContainKeys("Cookie", "Upgrade", "Expect", "Authorization"));
        }
    }

    @Test
    void silence_is_a_timeout() {
        try (var silent = RawServer.start(_ -> over.await())) {
            assertThat(post(hasty, silent.url()).failure()).contains(Failure.TIMEOUT);
        }
    }

    @Test
    void headers_that_drip_are_a_timeout() {
        try (var dripping = RawServer.start(connection -> {
            for (var c : (OK + "X: " + "y".repeat(100_000)).split("", -1)) {
                RawServer.write(connection, c);
                Thread.sleep(50);
            }
        })) {
            assertThat(post(hasty, dripping.url()).failure()).contains(Failure.TIMEOUT);
        }
    }

    @Test
    void a_body_that_drips_is_a_timeout() {
        try (var dripping = RawServer.start(connection -> {
            RawServer.readSome(connection);
            RawServer.write(connection, OK + "Content-Length: 100000\r\n\r\n");
            while (true) {
                RawServer.write(connection, "x");
                Thread.sleep(50);
            }
        })) {
            var attempt = post(hasty, dripping.url());

            assertThat(attempt.failure()).contains(Failure.TIMEOUT);
            assertThat(attempt.status()).hasValue(200);
        }
    }

    @Test
    void a_name_server_that_hangs_is_a_timeout() {
        try (var courier = courier(Duration.ofMillis(500), _ -> {
            await();
            throw new UnknownHostException();
        })) {
            assertThat(post(courier, "http://hangs.example/").failure()).contains(Failure.TIMEOUT);
        }
    }

    @Test
    void a_name_that_does_not_exist_is_told_as_such() {
        try (var courier = courier(Duration.ofSeconds(30), host -> {
            throw new UnknownHostException(host);
        })) {
            assertThat(post(courier, "http://nowhere.example/").failure()).contains(Failure.DNS);
        }
    }

    @Test
    void a_refused_connection_is_unreachable() {
        var closed = RawServer.saying("");
        closed.close();

        assertThat(post(patient, closed.url()).failure()).contains(Failure.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 twohundred\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            })
    void what_is_not_http_or_breaks_off_is_a_broken_connection(String answer) {
        try (var server = RawServer.saying(answer)) {
            assertThat(post(patient, server.url()).failure()).contains(Failure.BROKEN);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void endless_headers_are_a_broken_connection() {
        try (var endless = RawServer.start(connection -> {
            RawServer.readSome(connection);
            RawServer.write(connection, OK);
            while (true) {
                RawServer.write(connection, "X-Header: " + "y".repeat(1000) + "\r\n");
            }
        })) {
            assertThat(post(patient, endless.url()).failure()).contains(Failure.BROKEN);
        }
    }

    @Test
    void an_endless_line_is_a_broken_connection() {
        try (var endless = RawServer.start(connection -> {
            RawServer.readSome(connection);
            RawServer.write(connection, OK);
            while (true) {
                RawServer.write(connection, "y".repeat(1000));
            }
        })) {
            assertThat(post(patient, endless.url()).failure()).contains(Failure.BROKEN);
        }
    }

    @Test
    void a_server_without_tls_is_told_as_such() {
        try (var server = RawServer.saying("HTTP/1.1 200 OK\r\n\r\n")) {
            assertThat(post(patient, "https://localhost:" + server.port() + "/").failure())
                    .contains(Failure.TLS);
        }
    }

    @Test
    void nothing_is_sent_while_a_transaction_is_open() {
        try (var mode = ModeDatabase.fresh()) {
            assertThatThrownBy(() -> mode.database().inTransaction(_ -> post(patient, "http://localhost/")))
                    .hasMessage("bug: a webhook inside a transaction");
        }
    }

    @Test
    void one_name_that_hangs_is_looked_up_once_for_many_deliveries() throws Exception {
        var lookups = new AtomicInteger();
        try (var courier = courier(Duration.ofMillis(500), _ -> {
            lookups.incrementAndGet();
            await();
            throw new UnknownHostException();
        })) {
            var threads = new Thread[50];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = Thread.ofVirtual().start(() -> post(courier, "http://hangs.example/"));
            }
            for (var thread : threads) {
                thread.join();
            }
        }

        assertThat(lookups).hasValue(1);
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Attempt post(Courier courier, String url) {
        return courier.post(url, Map.of("Connection", "close"), BODY).attempt();
    }

    private static Courier courier(Duration limit, Lookup lookup) {
        return new Courier(Workshop.ANYWHERE, lookup, limit, 100, InstantSource.system());
    }
}
