package dev.sarraf.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.errors.Refusal;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.testing.ModeDatabase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardTestingTest {
    private static ModeDatabase base;

    private final MerchantId merchant = MerchantId.random();

    @BeforeAll
    static void start() {
        base = ModeDatabase.fresh();
    }

    @AfterAll
    static void stop() {
        base.close();
    }

    @Test
    void a_card_that_failed_five_times_in_an_hour_is_not_taken_in_live_mode() {
        var live = testing(Mode.LIVE);
        for (int i = 0; i < 5; i++) {
            admit(live, merchant, "f1");
            attempt("f1", "DECLINED", "card_declined");
        }

        assertThatThrownBy(() -> admit(live, merchant, "f1")).isInstanceOf(Refusal.class);
        admit(live, merchant, "f2");
        admit(live, MerchantId.random(), "f1");
        admit(testing(Mode.TEST), merchant, "f1");
    }

    @Test
    void payments_that_succeed_and_failures_of_machines_never_count() {
        var live = testing(Mode.LIVE);
        for (int i = 0; i < 10; i++) {
            attempt("f3", "SUCCEEDED", null);
            attempt("f3", "DECLINED", "processing_error");
        }

        admit(live, merchant, "f3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "::1", "10.1.2.3", "192.168.0.9", "172.16.0.1", "169.254.1.1", "fd00::1", "x", ""})
    void an_address_that_no_customer_has_tells_nobody_apart(String address) {
        assertThat(keys().of(address)).isEmpty();
    }

    @Test
    void a_household_has_one_network_of_the_newer_addresses() {
        assertThat(keys().of("2a00:1450:4001:81b::200e")).isEqualTo(keys().of("2a00:1450:4001:81b:1:2:3:4"));
        assertThat(keys().of("2a00:1450:4001:81b::200e")).isNotEqualTo(keys().of("2a00:1450:4001:81c::200e"));
        assertThat(keys().of("203.0.113.1")).isNotEqualTo(keys().of("203.0.113.2"));
    }

    private static AddressKeys keys() {
        return new AddressKeys(new MasterKey(new byte[32]));
    }

    private static CardTesting testing(Mode mode) {
        return new CardTesting(base.database(), mode, new CardTestingLimits(5, 10, 5), new Metrics());
    }

    private static void admit(CardTesting testing, MerchantId merchant, String fingerprint) {
        base.database().inTransaction(tx -> {
            testing.admit(tx, merchant, Optional.empty(), fingerprint);
            return true;
        });
    }

    private void attempt(String fingerprint, String state, @Nullable String decline) {
        var charge = ChargeId.random(Mode.TEST).text();
        var intent = IntentId.random(Mode.TEST).text();
        base.database().inTransaction(tx -> {
            tx.update("""
                        INSERT INTO payment_intents
                               (merchant_id, id, session_id, amount, currency, status, client_secret, created_at, updated_at)
                        VALUES (:merchant, :intent, :charge, 100, 'EGP', 'REQUIRES_PAYMENT_METHOD', 's', now(), now())
                        """)
                    .bind("merchant", merchant.text())
                    .bind("intent", intent)
                    .bind("charge", charge)
                    .execute();
            return tx.update("""
                        INSERT INTO payment_attempts
                               (merchant_id, charge_id, intent_id, session_id, form_token, return_token_hash, state, amount,
                                currency, card, decline_code, created_at, updated_at)
                        VALUES (:merchant, :charge, :intent, :charge, 't', sha256(CAST(:charge AS bytea)), :state, 100, 'EGP',
                                json_build_object('fingerprint', :fingerprint), :decline, clock_timestamp(), clock_timestamp())
                        """)
                    .bind("merchant", merchant.text())
                    .bind("intent", intent)
                    .bind("charge", charge)
                    .bind("state", state)
                    .bind("fingerprint", fingerprint)
                    .bind("decline", Optional.ofNullable(decline))
                    .execute();
        });
    }
}
