package dev.sarraf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is not a request, or not a reasonable one, gets a short refusal and breaks nothing.
@Timeout(60)
class RobustnessTest extends BankTest {
    static List<byte[]> bodiesThatAreNoJson() {
        var pay = Shop.pay("1.00", GOOD_CARD);
        return List.of(
                bytes(""),
                bytes(" "),
                bytes("null"),
                bytes("[]"),
                bytes("42"),
                bytes("\"PAY\""),
                bytes("{"),
                bytes("{\"a\":1}}"),
                bytes("{\"a\":1} {\"b\":2}"),
                bytes("{'apiOperation':'PAY'}"),
                bytes("{\"a\":NaN}"),
                bytes("{\"a\":01}"),
                bytes("{\"a\":1,}"),
                bytes("{/**/}"),
                bytes("\uFEFF{}"),
                bytes("{\"a\":1,\"a\":2}"),
                bytes("{\"a\":\"\u0000\"}"),
                bytes("{\"a\":\"\\ud800\"}"),
                bytes("{\"\\udc00\":1}"),
                bytes("{\"a\":" + "9".repeat(33) + "}"),
                bytes("{\"a\":\"" + "x".repeat(16 * 1024 + 1) + "\"}"),
                bytes("{\"" + "x".repeat(300) + "\":1}"),
                bytes("{\"a\":".repeat(33) + "1" + "}".repeat(33)),
                bytes("[".repeat(30_000)),
                bytes("{\"a\":".repeat(10_000)),
                pay.replace("EGP", "EGP\u00e9").getBytes(StandardCharsets.ISO_8859_1),
                pay.getBytes(StandardCharsets.UTF_16),
                new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'},
                new byte[] {0, 1, 2, 3});
    }

    @ParameterizedTest
    @MethodSource("bodiesThatAreNoJson")
    void a_body_that_is_no_json_object_is_refused(byte[] body) {
        var request = shop.request("PUT", shop.transactionPath("o", "p"), "")
                .PUT(BodyPublishers.ofByteArray(body))
                .build();

        var reply = Shop.send(request);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("error.cause")).isEqualTo("INVALID_REQUEST");
        assertThat(reply.text()).hasSizeLessThan(400);
        assertThat(shop.order("o").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e999999999", "1e-999999999", "0.00000000000000000000000001"})
    @Timeout(5)
    void a_number_of_any_size_costs_nothing(String number) {
        assertThat(shop.put("o", "p", Shop.pay("1.00", "\"x\":" + number + "," + GOOD_CARD))
                        .status())
                .isEqualTo(201);
        assertThat(shop.put("o", "q", Shop.pay("1.00", GOOD_CARD).replace("\"1.00\"", number))
                        .status())
                .isEqualTo(400);
        assertThat(shop.send("PUT", shop.admin("/clock"), "{\"aheadSeconds\":" + number + "}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024 + 1, 300 * 1024, 4 * 1024 * 1024})
    void a_body_that_is_too_large_is_refused(int size) throws IOException {
        var answer = raw("PUT " + shop.transactionPath("o", "p") + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + size
                + "\r\nContent-Type: application/json\r\n\r\n" + "{\"a\":\"" + "x".repeat(size - 6));

        assertThat(answer).startsWith("HTTP/1.1 413").contains("INVALID_REQUEST");
    }

    @Test
    void a_body_in_endless_chunks_is_refused() throws IOException {
        var chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";

        var answer = raw("PUT " + shop.transactionPath("o", "p")
                + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(50));

        assertThat(answer).startsWith("HTTP/1.1 413").contains("INVALID_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%c0%80 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /api/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "PUT /api HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "PUT /api HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n",
                "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
            })
    void what_is_no_request_is_refused_without_details(String request) throws IOException {
        var answer = raw(request);

        assertThat(answer.isEmpty() || answer.matches("(?s)HTTP/1.1 (4|505).*"))
                .as(answer)
                .isTrue();
        assertThat(answer).doesNotContain("Exception", "io.helidon", "java.", "\tat ", "Server:");
    }

    @Test
    void headers_without_end_are_refused() throws IOException {
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(100_000) + "\r\n\r\n"))
                .matches(answer -> answer.isEmpty() || answer.startsWith("HTTP/1.1 4"));
    }

    @Test
    void a_head_request_has_no_body() throws IOException {
        var answer = raw("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).isEmpty();
    }

    /// Changes bytes of good requests at random: whatever comes of it is an answer below 500, and the bank goes on.
    @Test
    void mangled_requests_never_break_the_bank() {
        var good = List.of(
                Shop.pay("1.00", GOOD_CARD),
                Shop.initiate(GOOD_CARD),
                Shop.authenticate("1.00", GOOD_CARD),
                Shop.money("REFUND", "1.00"),
                Shop.cancel("p"));
        long seed = Seed.fresh("simulator");
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var body = mangle(bytes(good.get(random.nextInt(good.size()))), random);
            var request = shop.request("PUT", shop.transactionPath("o" + i % 7, "t" + i % 50), "")
                    .PUT(BodyPublishers.ofByteArray(body))
                    .build();
            assertThat(Shop.send(request).status())
                    .as("seed " + seed + ": " + Arrays.toString(body))
                    .isLessThan(500);
        }
        assertThat(shop.put("after", "p", Shop.pay("1.00", GOOD_CARD)).at("result"))
                .isEqualTo("SUCCESS");
    }

    private static byte[] mangle(byte[] body, Random random) {
        var mangled = body.clone();
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            int at = random.nextInt(mangled.length);
            mangled[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> body[random.nextInt(body.length)];
                case 2 -> (byte) "{}[]\",:0\\".charAt(random.nextInt("{}[]\",:0\\".length()));
                default -> (byte) (mangled[at] ^ 1);
            };
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(mangled, random.nextInt(mangled.length)) : mangled;
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), bank.port())) {
            socket.setSoTimeout(5_000);
            try {
                socket.getOutputStream().write(bytes(request));
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // Refused before everything was sent; what was answered is still there to be read.
            }
            return firstAnswer(socket.getInputStream());
        }
    }

    private static String firstAnswer(InputStream in) {
        var answer = new StringBuilder();
        try {
            for (int b = in.read(); b >= 0 && answer.length() < 10_000; b = in.read()) {
                answer.append((char) b);
                if (answer.indexOf("\r\n\r\n") > 0 && answer.toString().endsWith("}")) {
                    break;
                }
            }
        } catch (IOException e) {
            // Reset by the other side, or nothing more within the time.
        }
        return answer.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
