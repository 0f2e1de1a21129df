package dev.sarraf.processors.mpgs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sarraf.cards.Card;
import dev.sarraf.cards.CardNumber;
import dev.sarraf.cards.Expiry;
import dev.sarraf.cards.SecurityCode;
import dev.sarraf.ids.Secret;
import dev.sarraf.processors.AuthenticationOrder;
import dev.sarraf.processors.CardSession;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.PaymentOrder;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.ProcessorUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the network and a gateway out of order may do. No request is ever sent twice, and nothing hangs.
@Timeout(30)
class GatewayClientTest {
    private static final String PASSWORD = "canary-password-4711";
    private static final ProcessorAccount ACCOUNT = new ProcessorAccount(Answers.MERCHANT, new Secret(PASSWORD));
    private static final CardSession SESSION = new CardSession("SESSION0002493464501E41219786F4");
    private static final PaymentOrder ORDER =
            new PaymentOrder(Answers.CHARGE.ids(), Answers.AMOUNT, SESSION, Optional.of("a1"), "cs_test_1");
    private static final Card CARD = new Card(
            new CardNumber("5123450000000008"),
            new Expiry(1, 2039),
            Optional.of(new SecurityCode("7391")),
            Optional.of("Canary Holder"));

    @Test
    void an_answer_that_arrives_is_read() throws IOException {
        try (var gateway = answering(RawGateway.http(201, Answers.approved()));
                var processor = processor(gateway)) {
            assertThat(processor.pay(ACCOUNT, ORDER)).isInstanceOf(Outcome.Approved.class);
        }
    }

    @Test
    void a_charge_says_what_the_reference_demands_and_nothing_else() throws IOException {
        try (var gateway = answering(RawGateway.http(201, Answers.approved(), "Set-Cookie: a=b"));
                var processor = processor(gateway)) {
            processor.pay(ACCOUNT, ORDER);
            processor.pay(ACCOUNT, ORDER);

            var first = gateway.requests().getFirst();
            assertThat(first.head())
                    .startsWith(
                            "PUT /api/rest/version/100/merchant/TESTSARRAF/order/pi_test_1/transaction/p1 HTTP/1.1\r\n")
                    .contains("Authorization: Basic " + credentials() + "\r\n");
            assertThat(first.body()).isEqualTo("""
                    {"apiOperation":"PAY","order":{"amount":"150.00","currency":"EGP","reference":"cs_test_1"},\
                    "authentication":{"transactionId":"a1"},"transaction":{"reference":"cs_test_1"},\
                    "session":{"id":"SESSION0002493464501E41219786F4"}}""");
            assertThat(gateway.requests()).hasSize(2).allSatisfy(request -> {
                assertThat(request).isEqualTo(first);
                assertThat(List.of("Cookie", "Accept-Encoding", "Upgrade", "Expect"))
                        .noneMatch(request::has);
            });
            assertThat(gateway.connections()).isEqualTo(1);
        }
    }

    @Test
    void an_answer_that_breaks_off_leaves_the_outcome_unknown() throws IOException {
        var whole = RawGateway.http(201, Answers.approved());
        for (int length : List.of(0, 10, 60, whole.length() / 2, whole.length() - 1)) {
            try (var gateway = new RawGateway((socket, _) -> {
                        RawGateway.write(socket, whole.substring(0, length));
                        socket.close();
                    });
                    var processor = processor(gateway)) {
                assertUnknownAndAskedOnce(gateway, processor);
            }
        }
    }

    @Test
    void a_connection_reset_before_or_within_the_answer_leaves_the_outcome_unknown() throws IOException {
        for (var beginning : List.of("", "HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{\"result\":\"SUC")) {
            try (var gateway = new RawGateway((socket, _) -> {
                        RawGateway.write(socket, beginning);
                        RawGateway.reset(socket);
                    });
                    var processor = processor(gateway)) {
                assertUnknownAndAskedOnce(gateway, processor);
            }
        }
    }

    @Test
    void a_connection_lost_after_it_has_served_is_not_used_for_a_second_try() throws IOException {
        try (var gateway = new RawGateway((socket, request) -> {
                    if (request.head().startsWith("GET")) {
                        RawGateway.write(socket, RawGateway.http(200, Answers.approved()));
                    } else {
                        RawGateway.reset(socket);
                    }
                });
                var processor = processor(gateway)) {
            assertThat(processor.lookUp(ACCOUNT, ORDER)).containsInstanceOf(Outcome.Approved.class);

            assertThat(processor.pay(ACCOUNT, ORDER)).isInstanceOf(Outcome.Unknown.class);

            assertThat(gateway.requests()).hasSize(2);
            assertThat(gateway.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_gateway_that_never_answers_is_not_waited_for() throws IOException {
        try (var gateway = new RawGateway((_, _) -> {});
                var processor =
                        new MpgsProcessor(MpgsSettings.of(gateway.url()).withResponseTimeout(Duration.ofMillis(200)))) {
            assertUnknownAndAskedOnce(gateway, processor);
        }
    }

    @Test
    void an_answer_that_drips_is_cut_at_the_deadline() throws IOException {
        try (var gateway = new RawGateway((socket, _) -> {
                    RawGateway.write(socket, "HTTP/1.1 201 Created\r\nContent-Length: 100000\r\n\r\n");
                    while (true) {
                        RawGateway.write(socket, " ");
                        pause();
                    }
                });
                var processor = new MpgsProcessor(impatient(gateway))) {
            assertUnknownAndAskedOnce(gateway, processor);
        }
    }

    @Test
    void a_head_that_drips_is_cut_at_the_deadline() throws IOException {
        try (var gateway = new RawGateway((socket, _) -> {
                    RawGateway.write(socket, "HTTP/1.1 201 Created\r\nX-Drip: ");
                    while (true) {
                        RawGateway.write(socket, "x");
                        pause();
                    }
                });
                var processor = new MpgsProcessor(impatient(gateway))) {
            assertUnknownAndAskedOnce(gateway, processor);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: chunked", "Connection: close", "Content-Length: 9999999999"})
    void an_answer_without_end_is_cut_at_the_limit(String framing) throws IOException {
        var chunk = framing.contains("chunked") ? "400\r\n" + "x".repeat(1024) + "\r\n" : "x".repeat(1024);
        try (var gateway = new RawGateway((socket, _) -> {
                    RawGateway.write(socket, "HTTP/1.1 201 Created\r\n" + framing + "\r\n\r\n");
                    while (true) {
                        RawGateway.write(socket, chunk);
                    }
                });
                var processor = processor(gateway)) {
            assertUnknownAndAskedOnce(gateway, processor);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_never_followed(int status) throws IOException {
        try (var elsewhere = answering(RawGateway.http(201, Answers.approved()));
                var gateway = answering(RawGateway.http(status, "", "Location: " + elsewhere.url() + "/"));
                var processor = processor(gateway)) {
            assertUnknownAndAskedOnce(gateway, processor);

            assertThat(elsewhere.connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "503, Retry-After: 0, Unknown",
        "500, X: y, Unknown",
        "502, X: y, Unknown",
        "429, Retry-After: 0, TryLater",
        "401, WWW-Authenticate: Basic realm=x, Unknown",
        "407, Proxy-Authenticate: Basic realm=x, Unknown",
        "421, X: y, Unknown"
    })
    void no_status_makes_the_client_repeat_a_put(int status, String header, String outcome) throws IOException {
        try (var gateway = answering(RawGateway.http(status, "<html>no</html>", header));
                var processor = processor(gateway)) {
            assertThat(processor.pay(ACCOUNT, ORDER).getClass().getSimpleName()).isEqualTo(outcome);

            assertThat(gateway.requests()).hasSize(1);
        }
    }

    @Test
    void bytes_that_are_no_http_leave_the_outcome_unknown() throws IOException {
        try (var gateway = answering("220 smtp.example ESMTP\r\n\r\n" + "x".repeat(100_000));
                var processor = new MpgsProcessor(impatient(gateway))) {
            assertUnknownAndAskedOnce(gateway, processor);
        }
    }

    @Test
    void text_that_is_not_utf_8_leaves_the_outcome_unknown() throws IOException {
        var body = Answers.approved().replace("Approved", "\u00ff").getBytes(StandardCharsets.ISO_8859_1);
        try (var gateway = new RawGateway((socket, _) -> {
                    RawGateway.write(socket, "HTTP/1.1 201 Created\r\nContent-Length: " + body.length + "\r\n\r\n");
                    socket.getOutputStream().write(body);
                });
                var processor = processor(gateway)) {
            assertUnknownAndAskedOnce(gateway, processor);
        }
    }

    @Test
    void a_gateway_that_is_not_there_leaves_the_outcome_unknown() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (var processor = new MpgsProcessor(MpgsSettings.of(URI.create("http://127.0.0.1:" + port)))) {
            assertThat(processor.pay(ACCOUNT, ORDER)).isInstanceOf(Outcome.Unknown.class);
            assertThat(processor.lookUp(ACCOUNT, ORDER)).containsInstanceOf(Outcome.Unknown.class);
            assertThatExceptionOfType(ProcessorUnavailable.class).isThrownBy(() -> processor.hold(ACCOUNT, CARD));
        }
    }

    @Test
    void a_card_goes_into_a_session_of_the_gateway() throws IOException {
        try (var gateway = sessions("SUCCESS");
                var processor = processor(gateway)) {
            assertThat(processor.hold(ACCOUNT, CARD)).isEqualTo(SESSION);

            assertThat(gateway.requests().getFirst().head())
                    .startsWith("POST /api/rest/version/100/merchant/TESTSARRAF/session HTTP");
            assertThat(gateway.requests().getLast().head())
                    .startsWith("PUT /api/rest/version/100/merchant/TESTSARRAF/session/" + SESSION.id() + " HTTP");
            assertThat(gateway.requests().getLast().body()).isEqualTo("""
                    {"sourceOfFunds":{"type":"CARD","provided":{"card":{"number":"5123450000000008",\
                    "expiry":{"month":"01","year":"39"},"securityCode":"7391","nameOnCard":"Canary Holder"}}}}""");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILURE", "NO_UPDATE", ""})
    void a_card_that_the_session_did_not_take_is_not_held(String updateStatus) throws IOException {
        try (var gateway = sessions(updateStatus);
                var processor = processor(gateway)) {
            assertThatExceptionOfType(ProcessorUnavailable.class)
                    .isThrownBy(() -> processor.hold(ACCOUNT, CARD))
                    .withMessageNotContainingAny("5123", "7391", PASSWORD);
        }
    }

    @Test
    void a_session_id_that_would_change_the_path_is_not_used() throws IOException {
        try (var gateway = answering(RawGateway.http(201, "{\"session\":{\"id\":\"../../other\"}}"));
                var processor = processor(gateway)) {
            assertThatExceptionOfType(ProcessorUnavailable.class).isThrownBy(() -> processor.hold(ACCOUNT, CARD));
            assertThat(gateway.requests()).hasSize(1);
        }
    }

    @Test
    void nothing_secret_is_logged_even_when_everything_is() throws IOException {
        var lines = new CopyOnWriteArrayList<String>();
        var root = Logger.getLogger("");
        var level = root.getLevel();
        var handler = listening(lines);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        try (var gateway = sessions("SUCCESS");
                var processor = processor(gateway)) {
            processor.hold(ACCOUNT, CARD);
            processor.pay(ACCOUNT, ORDER);
            processor.authenticate(ACCOUNT, check());
        } finally {
            root.setLevel(level);
            root.removeHandler(handler);
        }

        assertThat(lines)
                .anyMatch(line -> line.startsWith("bank operation=PAY order=pi_test_1 transaction=p1 status=201 says="))
                .noneMatch(line -> line.contains("5123450000000008")
                        || line.contains("7391")
                        || line.contains(PASSWORD)
                        || line.contains(credentials()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://gateway.example",
                "http://192.0.2.1",
                "http://localhost.example",
                "ftp://127.0.0.1",
                "https://user:secret@gateway.example",
                "https://gateway.example/path",
                "https://gateway.example?x=1",
                "gateway.example"
            })
    void a_gateway_is_reached_by_https_or_on_this_machine(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MpgsSettings.of(URI.create(url)))
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "https://nbe.gateway.mastercard.com, false",
        "http://127.0.0.1:8081, true",
        "http://localhost:8081/, true",
        "http://[::1]:8081, true",
        "https://127.0.0.1, false"
    })
    void a_gateway_on_this_machine_may_speak_plainly(String url, boolean local) {
        assertThat(MpgsSettings.of(URI.create(url)).isLocal()).isEqualTo(local);
    }

    private static void assertUnknownAndAskedOnce(RawGateway gateway, MpgsProcessor processor) {
        assertThat(processor.pay(ACCOUNT, ORDER)).isInstanceOf(Outcome.Unknown.class);
        assertThat(gateway.requests()).hasSize(1);
        assertThat(gateway.connections()).isEqualTo(1);
    }

    private static MpgsProcessor processor(RawGateway gateway) {
        return new MpgsProcessor(MpgsSettings.of(gateway.url()));
    }

    private static MpgsSettings impatient(RawGateway gateway) {
        var usual = MpgsSettings.of(gateway.url());
        return new MpgsSettings(
                usual.baseUrl(),
                usual.version(),
                usual.connectTimeout(),
                Duration.ofSeconds(20),
                Duration.ofMillis(400),
                usual.answerLimit());
    }

    private static RawGateway answering(String answer) {
        return new RawGateway((socket, _) -> RawGateway.write(socket, answer));
    }

    private static RawGateway sessions(String updateStatus) {
        return answering(RawGateway.http(201, """
                {"result":"SUCCESS","session":{"id":"%s","updateStatus":"%s"}}""".formatted(SESSION.id(), updateStatus)));
    }

    private static AuthenticationOrder check() {
        return new AuthenticationOrder(
                Answers.CHECK.ids(),
                Answers.AMOUNT,
                SESSION,
                new AuthenticationOrder.Browser(
                        "Mozilla/5.0", "203.0.113.9", "text/html", "en-US", 24, 900, 1440, -120),
                URI.create("http://localhost:8080/3ds/return/x"));
    }

    private static String credentials() {
        return Base64.getEncoder()
                .encodeToString(("merchant." + Answers.MERCHANT + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    /// Long enough that a drip is one, short enough that no read ever times out.
    private static void pause() throws IOException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static Handler listening(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(new java.util.logging.SimpleFormatter().formatMessage(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
