package dev.sarraf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentTest {
    private Simulator bank;
    private Shop shop;

    @BeforeAll
    void start(@TempDir Path folder) {
        bank = Simulator.start(SimulatorSettings.local(0, folder));
        shop = Shop.of(bank, "TESTPAY");
    }

    @AfterAll
    void stop() {
        bank.close();
    }

    @Test
    void a_card_in_a_session_is_challenged_and_charged() {
        var session = Shop.bySession(shop.session(Shop.card("5123450000000008", "01/39", "100")));

        var asked = shop.authenticateCard("o1", "a1", "150.00", session);
        Shop.choose(asked, "successful");
        var paid = shop.put("o1", "p1", Shop.pay("150.00", "\"authentication\":{\"transactionId\":\"a1\"}," + session));

        assertThat(paid.status()).isEqualTo(201);
        assertThat(paid.at("result")).isEqualTo("SUCCESS");
        assertThat(paid.at("response.gatewayCode")).isEqualTo("APPROVED");
        assertThat(paid.at("order.status")).isEqualTo("CAPTURED");
        assertThat(paid.at("order.totalCapturedAmount")).isEqualTo("150.00");
    }
}
