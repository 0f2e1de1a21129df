package dev.sarraf.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A bank forgets nothing that it has answered for.
class RestartTest {
    private static final String CARD = Shop.card("5123456789012346", "01/39", "100");
    private static final String UNKNOWN = Shop.card("5123456789012346", "05/37", "100");
    private static final String CHALLENGED = Shop.card("5123450000000008", "01/39", "102");

    @TempDir
    private Path folder;

    private Simulator start() {
        return Simulator.start(SimulatorSettings.local(0, folder));
    }

    private static Shop shopAt(Simulator bank) {
        return Shop.of(bank, "TESTRESTART");
    }

    @Test
    void everything_is_as_it_was() {
        var before = new ArrayList<Reply>();
        try (var bank = start()) {
            var shop = shopAt(bank);
            before.add(shop.put("o", "p", Shop.pay("10.00", CARD)));
            shop.put("o", "r", Shop.money("REFUND", "4.00"));
            shop.aheadSeconds(5000);
            before.add(shop.order("o"));
            before.add(shop.send("GET", shop.admin("/record"), ""));
        }
        try (var bank = start()) {
            var shop = shopAt(bank);
            assertThat(shop.put("o", "p", Shop.pay("10.00", CARD))).isEqualTo(before.get(0));
            assertThat(shop.order("o")).isEqualTo(before.get(1));
            assertThat(shop.send("GET", shop.admin("/record"), "")).isEqualTo(before.get(2));
            assertThat(shop.send("GET", shop.admin("/clock"), "").at("aheadSeconds"))
                    .isEqualTo("5000");
            AuthenticationTest.assertRefused(shop.put("o", "p", Shop.pay("11.00", CARD)), "transaction.id");
            AuthenticationTest.assertRefused(shop.put("o", "r2", Shop.money("REFUND", "6.01")), "transaction.amount");
            assertThat(new Shop(bank.baseUrl(), "TESTRESTART", "a guess")
                            .order("o")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void a_challenge_and_the_card_in_its_session_go_on() {
        String session;
        Reply asked;
        try (var bank = start()) {
            session = Shop.bySession(shopAt(bank).session(CHALLENGED));
            asked = shopAt(bank).authenticateCard("o", "a", "10.00", session);
        }
        try (var bank = start()) {
            var shop = shopAt(bank);
            var url = URI.create(asked.at("authentication.redirect.customizedHtml.3ds2.acsUrl"));
            var back = Shop.postForm(bank.baseUrl() + url.getPath() + "/outcome", Map.of("outcome", "successful"));

            assertThat(back.text()).contains("encryptedData.ciphertext");
            var paid = shop.put("o", "p", Shop.pay("10.00", AuthenticationTest.resting("a", session)));
            assertThat(paid.at("response.gatewayCode"))
                    .as("the security code is still known")
                    .isEqualTo("DECLINED_CSC");
        }
        try (var bank = start()) {
            var paid = shopAt(bank).put("o", "p2", Shop.pay("10.00", AuthenticationTest.resting("a", session)));
            assertThat(paid.at("response.gatewayCode"))
                    .as("the security code was forgotten for good")
                    .isEqualTo("APPROVED");
        }
    }

    @Test
    void a_lapsed_session_does_not_come_back() {
        String session;
        try (var bank = start()) {
            session = shopAt(bank).session(CARD);
            shopAt(bank).aheadSeconds(16 * 60);
        }
        try (var bank = start()) {
            AuthenticationTest.assertRefused(shopAt(bank).session(session, true), "session.id");
        }
    }

    @Test
    void an_unknown_answer_is_still_awaited() {
        try (var bank = start()) {
            shopAt(bank).put("o", "p", Shop.pay("10.00", UNKNOWN));
        }
        try (var bank = start()) {
            var shop = shopAt(bank);
            assertThat(shop.get("o", "p").at("result")).isEqualTo("UNKNOWN");
            shop.aheadSeconds(11);
            assertThat(shop.get("o", "p").at("result")).isEqualTo("SUCCESS");
        }
        try (var bank = start()) {
            assertThat(shopAt(bank).order("o").at("totalCapturedAmount")).isEqualTo("10.00");
        }
    }

    @Test
    void a_record_cut_off_anywhere_in_its_last_line_loses_that_line_and_no_other() throws IOException {
        try (var bank = start()) {
            shopAt(bank).put("o", "p", Shop.pay("10.00", CARD));
            shopAt(bank).put("o", "r", Shop.money("REFUND", "4.00"));
        }
        var record = folder.resolve("record.jsonl");
        var whole = Files.readAllBytes(record);
        int lastLine = new String(whole, 0, whole.length - 1, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1;

        for (int length = lastLine; length < whole.length; length += length < whole.length - 5 ? 97 : 1) {
            Files.write(record, Arrays.copyOf(whole, length));
            try (var bank = start()) {
                var shop = shopAt(bank);
                assertThat(shop.order("o").at("status")).as("cut at " + length).isEqualTo("CAPTURED");
                assertThat(shop.put("o", "r", Shop.money("REFUND", "4.00")).at("order.status"))
                        .isEqualTo("PARTIALLY_REFUNDED");
            }
        }
    }

    @Test
    void a_record_damaged_in_the_middle_is_not_used() throws IOException {
        try (var bank = start()) {
            shopAt(bank).put("o", "p", Shop.pay("10.00", CARD));
            shopAt(bank).put("o", "r", Shop.money("REFUND", "4.00"));
        }
        var record = folder.resolve("record.jsonl");
        Files.writeString(record, Files.readString(record).replaceFirst("\"seq\":2,", "\"seq\":2,,"));

        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("damaged");
    }

    @Test
    void a_record_without_its_key_is_not_used() throws IOException {
        start().close();
        Files.delete(folder.resolve("key"));

        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("key file");
    }

    @Test
    void a_folder_has_one_bank() {
        try (var bank = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another simulator");
            assertThat(shopAt(bank).put("o", "p", Shop.pay("10.00", CARD)).status())
                    .isEqualTo(201);
        }
        start().close();
    }

    @Test
    void a_taken_port_is_refused_and_leaves_the_folder_free(@TempDir Path other) {
        try (var bank = start()) {
            assertThatThrownBy(() -> Simulator.start(SimulatorSettings.local(bank.port(), other)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + bank.port());
            Simulator.start(SimulatorSettings.local(0, other)).close();
        }
    }

    @Test
    @Timeout(60)
    void closing_does_not_wait_for_slow_calls() throws InterruptedException {
        var bank = start();
        var shop = shopAt(bank);
        shop.faults("{\"operation\":\"PAY\",\"delayAfterMillis\":300000}");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> shop.put("o", "p", Shop.pay("10.00", CARD)));
            while (shop.order("o").status() != 200) {
                Thread.onSpinWait();
            }
            bank.close();
        }
        try (var again = start()) {
            assertThat(shopAt(again).order("o").at("status")).isEqualTo("CAPTURED");
        }
    }

    @Test
    @Timeout(60)
    void a_killed_bank_keeps_every_payment_it_has_answered_for() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SimulatorProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            var shop = new Shop(address(process.inputReader()), "TESTRESTART", "the password of TESTRESTART");
            var session = shop.session(CARD);
            var answered = payUntilKilled(process, shop);

            try (var bank = start()) {
                var after = shopAt(bank);
                assertThat(answered)
                        .isNotEmpty()
                        .allSatisfy(order ->
                                assertThat(after.order(order).at("status")).isEqualTo("CAPTURED"));
                assertThat(after.put("s", "p", Shop.pay("1.00", Shop.bySession(session)))
                                .at("response.cardSecurityCode.gatewayCode"))
                        .isEqualTo("MATCH");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> payUntilKilled(Process process, Shop shop) throws InterruptedException {
        var answered = new ConcurrentLinkedQueue<String>();
        var enough = new CountDownLatch(100);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 8; thread++) {
                var prefix = "o" + thread + "-";
                threads.execute(() -> {
                    try {
                        for (int i = 0;
                                shop.put(prefix + i, "p", Shop.pay("1.00", CARD))
                                                .status()
                                        == 201;
                                i++) {
                            answered.add(prefix + i);
                            enough.countDown();
                        }
                    } catch (UncheckedIOException e) {
                        // The bank is dead, as it should be.
                    }
                });
            }
            enough.await();
            process.destroyForcibly().waitFor(Duration.ofSeconds(10));
        }
        return List.copyOf(answered);
    }

    private static URI address(BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("listening at ")) {
                return URI.create(line.substring("listening at ".length()));
            }
        }
        throw new IOException("the bank did not start");
    }
}
