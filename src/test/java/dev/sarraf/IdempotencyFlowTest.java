package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Shop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What merchants get who repeat a request with its `Idempotency-Key`.
class IdempotencyFlowTest {
    private static final String CREATE = "/checkout/sessions";
    private static final String ADVANCE = "/test-helpers/clock/advance";

    private static TestApp app;
    private static Shop shop;

    /// Another one in each test.
    private String key = "";

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void newKey(TestInfo test) {
        key = test.getTestMethod().orElseThrow().getName() + "!~" + System.nanoTime();
    }

    @Test
    void the_same_request_again_gets_the_same_bytes_and_makes_nothing() {
        long before = sessions();

        var first = post(CREATE, Shop.order());
        var again = post(CREATE, Shop.order());

        first.expect(201);
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertReplayed(again, first);
        assertThat(again.header("Request-Id")).matches("req_\\w{24}").isNotEqualTo(first.header("Request-Id"));
        assertThat(sessions()).isEqualTo(before + 1);
    }

    @Test
    void the_same_json_in_another_spelling_is_the_same_request() {
        var first = post(CREATE, """
                {"afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example"}}, "locale": "ar"}
                """);

        var again = post(CREATE, """
                {"locale":"ar","afterCompletion":{"redirect":{"url":"https:\\/\\/shop.example"},"type":"redirect"}}""");

        first.expect(201);
        assertReplayed(again, first);
    }

    @Test
    void another_request_with_the_key_is_refused() {
        long before = sessions();
        var first = post(CREATE, Shop.order());

        assertMismatch(post(CREATE, Shop.order(1)));
        assertMismatch(post(CREATE + "?liveMode=false", Shop.order()));
        assertMismatch(post(CREATE + "/" + id(first) + "/expire", ""));
        assertMismatch(post("/webhook-endpoints", endpoint("https://shop.example/mismatch")));

        assertReplayed(post(CREATE, Shop.order()), first);
        assertThat(sessions()).isEqualTo(before + 1);
    }

    @Test
    void ending_a_session_again_is_answered_as_the_first_time() {
        var path = CREATE + "/" + id(shop.post(CREATE, Shop.order())) + "/expire";

        var first = post(path, "");
        var again = post(path, "");
        var unkeyed = shop.post(path, "{}");

        assertThat(first.expect(200).get("status").stringValue()).isEqualTo("expired");
        assertReplayed(again, first);
        assertThat(unkeyed.status()).isEqualTo(409);
    }

    @Test
    void a_state_that_forbids_it_is_told_again_even_once_it_would_not() {
        var url = "https://shop.example/taken";
        var taken = shop.post("/webhook-endpoints", endpoint(url)).expect(201);

        var first = post("/webhook-endpoints", endpoint(url));
        shop.send(shop.request("/webhook-endpoints/" + taken.get("id").stringValue())
                .DELETE());
        var again = post("/webhook-endpoints", endpoint(url));

        assertThat(first.expect(409).at("/error/code").stringValue()).isEqualTo("resource_already_exists");
        assertReplayed(again, first);
        assertThat(again.json().get("request_id").stringValue()).isEqualTo(first.header("Request-Id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cs_test_00000000000000000000000000000000", "nonsense"})
    void an_object_that_is_missing_stays_missing(String id) {
        var path = CREATE + "/" + id + "/expire";

        var first = post(path, "{}");

        assertThat(first.expect(404).at("/error/code").stringValue()).isEqualTo("resource_missing");
        assertReplayed(post(path, "{}"), first);
    }

    @Test
    void what_is_refused_before_it_begins_leaves_the_key_free() {
        assertThat(post(CREATE, "{}").status()).isEqualTo(400);
        assertThat(post(CREATE, "{").status()).isEqualTo(400);
        assertThat(shop.send(keyed(CREATE).header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(415);
        assertThat(post("/checkout/session", Shop.order()).status()).isEqualTo(404);
        assertThat(shop.send(shop.bare(CREATE)
                                .header("Idempotency-Key", key)
                                .POST(BodyPublishers.ofString(Shop.order())))
                        .status())
                .isEqualTo(401);

        assertThat(rows()).isZero();
        post(CREATE, Shop.order()).expect(201);
        assertThat(rows()).isOne();
    }

    @Test
    void reading_and_deleting_take_no_notice_of_the_key() {
        var created = post(CREATE, Shop.order());
        var path = CREATE + "/" + id(created);

        var read = shop.send(keyed(path).GET());
        assertThat(read.expect(200).get("id").stringValue()).isEqualTo(id(created));
        assertThat(read.header("Idempotent-Replayed")).isEmpty();
        var endpoint = shop.post("/webhook-endpoints", endpoint("https://shop.example/deleted"))
                .expect(201);
        var delete = keyed("/webhook-endpoints/" + endpoint.get("id").stringValue());
        assertThat(shop.send(delete.copy().DELETE()).status()).isEqualTo(204);
        assertThat(shop.send(delete.copy().DELETE()).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "tab\there", "é", "مفتاح"})
    void a_key_of_anything_but_visible_ascii_is_refused(String bad) throws IOException {
        assertThat(raw(List.of(bad))).satisfies(IdempotencyFlowTest::isRefusedForItsKey);
    }

    @Test
    void a_key_has_up_to_255_characters_and_is_sent_once() throws IOException {
        assertThat(raw(List.of(padded(255)))).startsWith("HTTP/1.1 201 ");
        assertThat(raw(List.of(padded(256)))).satisfies(IdempotencyFlowTest::isRefusedForItsKey);
        assertThat(raw(List.of("one", "two"))).satisfies(IdempotencyFlowTest::isRefusedForItsKey);
    }

    @Test
    void a_webhook_secret_is_told_again_and_can_be_read_nowhere() {
        var url = "https://shop.example/secret";

        var first = post("/webhook-endpoints", endpoint(url));
        var again = post("/webhook-endpoints", endpoint(url));

        var secret = first.expect(201).get("secret").stringValue();
        assertThat(secret).startsWith("whsec_");
        assertReplayed(again, first);
        var inClear = app.query("SELECT encode(answer, 'escape') FROM test.idempotency_keys WHERE " + isKey());
        assertThat(inClear).hasSize(1).noneMatch(text -> text.contains(secret) || text.contains(url));
    }

    @Test
    void a_change_is_made_once() {
        var endpoint = shop.post("/webhook-endpoints", endpoint("https://shop.example/changed"))
                .expect(201);
        var path = "/webhook-endpoints/" + endpoint.get("id").stringValue();

        var first = patch(path, "{\"description\": \"first\"}");
        shop.send(shop.request(path)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString("{\"description\": \"second\"}")))
                .expect(200);
        var again = patch(path, "{\"description\": \"first\"}");

        first.expect(200);
        assertReplayed(again, first);
        assertThat(shop.get(path).json().get("description").stringValue()).isEqualTo("second");
    }

    @Test
    void many_equal_requests_at_once_make_one_session() throws Exception {
        for (int trial = 0; trial < 5; trial++) {
            key = "many-" + trial + "-" + System.nanoTime();
            long before = sessions();

            var answers = atOnce(50, () -> post(CREATE, Shop.order()));

            var made = answers.stream().filter(answer -> answer.status() == 201).toList();
            assertThat(made.stream().map(Shop.Answer::text).distinct()).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 201)
                    .allSatisfy(IdempotencyFlowTest::assertBusy);
            assertThat(sessions()).isEqualTo(before + 1);
        }
    }

    @Test
    void a_request_that_failed_on_our_side_is_carried_out_by_its_repeat() throws Exception {
        long before = sessions();
        for (int trial = 0; trial < 20; trial++) {
            key = "broken-" + trial + "-" + System.nanoTime();
            List<Callable<Shop.Answer>> both = List.of(() -> post(CREATE, Shop.order()), () -> {
                app.breakConnections();
                return post(CREATE, Shop.order());
            });
            var answers = atOnce(both);
            assertThat(answers).extracting(Shop.Answer::status).isSubsetOf(201, 409, 503);

            var last = post(CREATE, Shop.order());
            while (last.status() != 201) {
                assertThat(last.status()).isIn(409, 503);
                last = post(CREATE, Shop.order());
            }

            var made = last.text();
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 201)
                    .allMatch(answer -> answer.text().equals(made));
            assertThat(sessions()).isEqualTo(before + trial + 1);
        }
    }

    @Test
    void a_key_can_be_used_anew_after_a_day() {
        var first = post(CREATE, Shop.order());
        app.update(
                "UPDATE test.idempotency_keys SET created_at = created_at - interval '23 h 59 min' WHERE " + isKey());
        assertReplayed(post(CREATE, Shop.order()), first);

        app.update("UPDATE test.idempotency_keys SET created_at = created_at - interval '1 min' WHERE " + isKey());
        var next = post(CREATE, Shop.order(1));

        assertThat(next.expect(201).get("amountTotal").longValue()).isOne();
        assertReplayed(post(CREATE, Shop.order(1)), next);
        assertThat(rows()).isOne();
    }

    @Test
    void the_test_clock_leaves_keys_alone() {
        var first = post(CREATE, Shop.order());

        shop.advanceClock(Duration.ofHours(25));

        assertReplayed(post(CREATE, Shop.order()), first);
    }

    @Test
    void the_clock_moves_once() {
        var first = post(ADVANCE, "{\"seconds\": 60}");
        var again = post(ADVANCE, "{\"seconds\": 60}");
        var now = shop.post(ADVANCE, "{\"seconds\": 0}").expect(200);

        assertReplayed(again, first);
        assertThat(now).isEqualTo(first.expect(200));
    }

    private Shop.Answer post(String path, String body) {
        return send("POST", path, body);
    }

    private Shop.Answer patch(String path, String body) {
        return send("PATCH", path, body);
    }

    private Shop.Answer send(String method, String path, String body) {
        return shop.send(
                keyed(path).header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder keyed(String path) {
        return shop.request(path).header("Idempotency-Key", key);
    }

    /// Sends what an HTTP client would refuse to.
    private static String raw(List<String> keys) throws IOException {
        var url = URI.create(app.url().toString());
        var headers =
                keys.stream().map(text -> "Idempotency-Key: " + text + "\r\n").collect(Collectors.joining());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            socket.getOutputStream()
                    .write(("POST " + CREATE + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + "Authorization: Bearer " + shop.secretKey() + "\r\n"
                                    + "Content-Type: application/json\r\n" + headers
                                    + "Content-Length: " + Shop.order().length() + "\r\n\r\n" + Shop.order())
                            .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void isRefusedForItsKey(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"request_id\":\"req_");
        assertThat(answer).contains("\"code\":\"parameter_invalid\"").contains("\"param\":\"Idempotency-Key\"");
    }

    private static void assertReplayed(Shop.Answer again, Shop.Answer first) {
        assertThat(again.status()).as(again.text()).isEqualTo(first.status());
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    private static void assertMismatch(Shop.Answer answer) {
        var error = answer.expect(400).get("error");
        assertThat(error.get("type").stringValue()).isEqualTo("idempotency_error");
        assertThat(error.get("code").stringValue()).isEqualTo("idempotency_key_in_use");
        assertThat(answer.header("Retry-After")).isEmpty();
    }

    private static void assertBusy(Shop.Answer answer) {
        var error = answer.expect(409).get("error");
        assertThat(error.get("type").stringValue()).isEqualTo("idempotency_error");
        assertThat(error.get("code").stringValue()).isEqualTo("idempotency_key_in_use");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    private static List<Shop.Answer> atOnce(int times, Callable<Shop.Answer> action) throws Exception {
        return atOnce(Collections.nCopies(times, action));
    }

    private static List<Shop.Answer> atOnce(List<Callable<Shop.Answer>> actions) throws Exception {
        var barrier = new CyclicBarrier(actions.size());
        List<Callable<Shop.Answer>> together = new ArrayList<>();
        for (var action : actions) {
            together.add(() -> {
                barrier.await();
                return action.call();
            });
        }
        var answers = new ArrayList<Shop.Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(together)) {
                answers.add(done.get());
            }
        }
        return answers;
    }

    private static long sessions() {
        return app.count("test.checkout_sessions");
    }

    private long rows() {
        return app.count("test.idempotency_keys WHERE " + isKey());
    }

    private String isKey() {
        return "key = '" + key + "'";
    }

    private static String padded(int length) {
        return "x".repeat(length);
    }

    private static String endpoint(String url) {
        return "{\"url\": \"" + url + "\", \"enabledEvents\": [\"*\"]}";
    }

    private static String id(Shop.Answer created) {
        return created.expect(201).get("id").stringValue();
    }
}
