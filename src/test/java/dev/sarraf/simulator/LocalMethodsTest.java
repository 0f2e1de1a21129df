package dev.sarraf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The provider of local methods: what customers are asked for, what they do, and that none of it is forgotten.
class LocalMethodsTest {
    private static final String VOUCHER = """
            {"order": "o1", "type": "FAWRY", "amount": 25000, "currency": "EGP", "lifetimeSeconds": 86400}
            """;
    private static final String REQUEST = """
            {"order": "o2", "type": "VODAFONE_CASH", "amount": 25000, "currency": "EGP", "phone": "+201012345678",
             "lifetimeSeconds": 300}
            """;

    @TempDir
    private Path folder;

    private Simulator start() {
        return Simulator.start(SimulatorSettings.local(0, folder));
    }

    private static Reply call(Simulator bank, String method, String path, String body) {
        return Shop.of(bank, "TESTLOCAL").send(method, "/local/v1/merchants/TESTLOCAL/" + path, body);
    }

    @Test
    void a_voucher_is_the_same_however_often_it_is_asked_for_and_after_a_restart() {
        String reference;
        try (var bank = start()) {
            var first = call(bank, "PUT", "payments/p1", VOUCHER);
            reference = first.at("reference");
            assertThat(first.at("status")).isEqualTo("WAITING");
            assertThat(first.at("step")).isEqualTo("PAY_VOUCHER");
            assertThat(reference).matches("\\d{9}");
            assertThat(call(bank, "PUT", "payments/p1", VOUCHER)).isEqualTo(first);
            assertThat(call(bank, "PUT", "payments/p1", VOUCHER.replace("25000", "1"))
                            .status())
                    .isEqualTo(409);
        }
        try (var bank = start()) {
            assertThat(call(bank, "GET", "payments/p1", "").at("reference")).isEqualTo(reference);
            assertThat(call(bank, "POST", "payments/p1/acts/pay", "{}").at("status"))
                    .isEqualTo("PAID");
            assertThat(call(bank, "PUT", "payments/p1/refunds/r1", "{\"amount\": 20000, \"currency\": \"EGP\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(call(bank, "PUT", "payments/p1/refunds/r2", "{\"amount\": 5001, \"currency\": \"EGP\"}")
                            .status())
                    .isEqualTo(422);
        }
        try (var bank = start()) {
            assertThat(call(bank, "GET", "payments/p1", "").at("status")).isEqualTo("PAID");
            assertThat(call(bank, "GET", "payments/p1/refunds/r1", "").at("result"))
                    .isEqualTo("DONE");
            assertThat(call(bank, "GET", "payments/p1/refunds/r2", "").status()).isEqualTo(404);
            assertThat(call(bank, "GET", "orders/o1", "").json().path("movements"))
                    .hasSize(2);
        }
    }

    @Test
    void a_voucher_lapses_by_the_clock_and_is_then_refused_but_by_a_kiosk_that_took_the_money() {
        try (var bank = start()) {
            call(bank, "PUT", "payments/p1", VOUCHER);
            Shop.of(bank, "TESTLOCAL").aheadSeconds(86_401);

            assertThat(call(bank, "POST", "payments/p1/acts/pay", "{}").status())
                    .isEqualTo(409);
            assertThat(call(bank, "GET", "payments/p1", "").at("status")).isEqualTo("EXPIRED");
            assertThat(call(bank, "POST", "payments/p1/acts/pay-late", "{}").at("status"))
                    .isEqualTo("PAID");
        }
    }

    @Test
    void what_was_approved_is_not_canceled_and_what_was_canceled_is_not_approved() {
        try (var bank = start()) {
            call(bank, "PUT", "payments/p1", REQUEST);
            call(bank, "POST", "payments/p1/acts/approve", "{}");
            assertThat(call(bank, "PUT", "payments/p1/cancellation", "{}").at("status"))
                    .isEqualTo("PAID");

            call(bank, "PUT", "payments/p2", REQUEST);
            assertThat(call(bank, "PUT", "payments/p2/cancellation", "{}").at("status"))
                    .isEqualTo("CANCELED");
            assertThat(call(bank, "POST", "payments/p2/acts/approve", "{}").status())
                    .isEqualTo(409);
        }
    }

    @Test
    void a_purchase_takes_the_right_code_and_a_plan_that_is_offered() {
        var purchase = REQUEST.replace("VODAFONE_CASH", "VALU").replace("5678", "0001");
        try (var bank = start()) {
            assertThat(call(bank, "PUT", "payments/p1", purchase).at("step")).isEqualTo("ENTER_CODE");
            assertThat(call(bank, "PUT", "payments/p1/code", "{\"code\": \"000000\"}")
                            .at("wrongCodes"))
                    .isEqualTo("1");
            assertThat(call(bank, "PUT", "payments/p1/code", "{\"code\": \"123456\"}")
                            .at("plans.3.months"))
                    .isEqualTo("24");
            assertThat(call(bank, "PUT", "payments/p1/plan", "{\"months\": 7}").status())
                    .isEqualTo(400);
            assertThat(call(bank, "PUT", "payments/p1/plan", "{\"months\": 18}").at("loan.months"))
                    .isEqualTo("18");
            assertThat(call(bank, "PUT", "payments/p1/plan", "{\"months\": 6}").at("loan.months"))
                    .isEqualTo("18");
            for (int i = 0; i < 3; i++) {
                call(bank, "PUT", "payments/p2", purchase);
                call(bank, "PUT", "payments/p2/code", "{\"code\": \"000000\"}");
            }
            assertThat(call(bank, "GET", "payments/p2", "").at("reason")).isEqualTo("CODE_FAILED");
        }
    }

    @Test
    void what_cannot_be_asked_for_is_refused_by_its_field() {
        try (var bank = start()) {
            assertThat(call(bank, "PUT", "payments/p1", VOUCHER.replace("EGP", "USD"))
                            .text())
                    .contains("currency");
            assertThat(call(bank, "PUT", "payments/p1", VOUCHER.replace("25000", "0"))
                            .text())
                    .contains("amount");
            assertThat(call(bank, "PUT", "payments/p1", REQUEST.replace("+2010", "+4410"))
                            .text())
                    .contains("phone");
            assertThat(call(bank, "GET", "payments/p1", "").status()).isEqualTo(404);
            assertThat(call(bank, "DELETE", "payments/p1", "").status()).isEqualTo(404);
            assertThat(new Shop(bank.baseUrl(), "TESTLOCAL", "a guess")
                            .send("GET", "/local/v1/merchants/TESTLOCAL/payments/p1", "")
                            .status())
                    .isEqualTo(401);
        }
    }
}
