package dev.sarraf.merchants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sarraf.db.Database;
import dev.sarraf.db.Migrations;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Mode;
import dev.sarraf.testing.TestDatabase;
import dev.sarraf.testing.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
    private static final Permission REFUNDS = Permission.toWrite(Permission.Subject.REFUNDS);
    private static final Permission CHARGES = Permission.toRead(Permission.Subject.CHARGES);

    private final MasterKey masterKey = new MasterKey(MasterKey.randomBytes());
    private final AtomicLong nanos = new AtomicLong();
    private final MerchantId merchant = MerchantId.random();
    private Database account;
    private ApiKeys keys;

    @BeforeEach
    void open() {
        var database = TestPostgres.freshDatabase("account", ApiKeysTest::migrate);
        account = Database.connect(database.jdbcUrl(), database.user(), database.password(), "account");
        keys = new ApiKeys(account, masterKey, nanos::get);
        account.inTransaction(tx -> {
            new Merchants(account).add(tx, new Merchant(merchant, "Shop", Locale.ENGLISH));
            return merchant;
        });
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void a_restricted_key_says_what_it_may_do() {
        var made = keys.create(merchant, Mode.LIVE, restricted());

        var caller = keys.find(made.key()).orElseThrow();

        assertThat(made.key().text().reveal()).matches("rk_live_[0-9A-Za-z]{38}");
        assertThat(caller)
                .isEqualTo(new Caller(
                        merchant, Mode.LIVE, made.id(), ApiKey.Kind.RESTRICTED, Set.of(REFUNDS, CHARGES), false));
        assertThat(caller.may(Permission.toRead(Permission.Subject.REFUNDS))).isTrue();
        assertThat(caller.may(Permission.toWrite(Permission.Subject.CHARGES))).isFalse();
        assertThat(keys.list(merchant, Mode.TEST)).isEmpty();
        assertThat(keys.list(merchant, Mode.LIVE)).singleElement().satisfies(shown -> {
            assertThat(shown.masked())
                    .isEqualTo("rk_live_…"
                            + made.key()
                                    .text()
                                    .reveal()
                                    .substring(made.key().text().reveal().length() - 4));
            assertThat(shown.name()).contains("Shop plugin");
            assertThat(shown.permissions()).containsExactly(REFUNDS, CHARGES);
            assertThat(shown.state()).isEqualTo(KeyRecord.State.ACTIVE);
            assertThat(shown.usedAt()).isPresent();
        });
    }

    @Test
    void a_revoked_key_is_forgotten_within_a_second_by_a_node_that_knew_it() {
        var made = keys.create(merchant, Mode.TEST, restricted());
        assertThat(keys.find(made.key())).isPresent();
        var otherNode = new ApiKeys(account, masterKey, nanos::get);

        otherNode.revoke(merchant, made.id());

        assertThat(otherNode.find(made.key())).isEmpty();
        passes(Duration.ofMillis(900));
        assertThat(keys.find(made.key())).isEmpty();
        assertThat(state(made)).isEqualTo(KeyRecord.State.REVOKED);
        assertRefused(ErrorCode.RESOURCE_INVALID_STATE, () -> keys.revoke(merchant, made.id()));
    }

    @Test
    void a_rolled_key_works_for_its_overlap_and_not_a_moment_longer() {
        var old = keys.create(merchant, Mode.TEST, restricted());

        var fresh = keys.roll(merchant, old.id(), Duration.ofHours(24));

        assertThat(keys.find(fresh.key()).orElseThrow().permissions()).containsExactlyInAnyOrder(REFUNDS, CHARGES);
        assertThat(keys.find(old.key())).isPresent();
        assertThat(state(old)).isEqualTo(KeyRecord.State.REPLACED);
        assertRefused(ErrorCode.RESOURCE_INVALID_STATE, () -> keys.roll(merchant, old.id(), Duration.ZERO));

        // Half a second before its end it is looked up once more, and remembered for no longer than that.
        passes(Duration.ofSeconds(1));
        endsIn(old, "500 milliseconds");
        assertThat(keys.find(old.key())).isPresent();
        endsIn(old, "-1 milliseconds");
        passes(Duration.ofMillis(500));
        assertThat(keys.find(old.key())).isEmpty();
        assertThat(state(old)).isEqualTo(KeyRecord.State.EXPIRED);
        assertThat(keys.find(fresh.key())).isPresent();
    }

    @Test
    void an_overlap_of_zero_ends_the_old_key() {
        var old = keys.create(merchant, Mode.TEST, restricted());

        keys.roll(merchant, old.id(), Duration.ZERO);

        assertThat(keys.find(old.key())).isEmpty();
    }

    @Test
    void there_is_one_secret_key_in_each_mode_until_it_is_rolled() {
        var secret = keys.create(merchant, Mode.TEST, KeyDraft.of(ApiKey.Kind.SECRET));
        keys.create(merchant, Mode.LIVE, KeyDraft.of(ApiKey.Kind.SECRET));
        keys.create(merchant, Mode.TEST, KeyDraft.of(ApiKey.Kind.PUBLISHABLE));

        assertRefused(
                ErrorCode.RESOURCE_ALREADY_EXISTS,
                () -> keys.create(merchant, Mode.TEST, KeyDraft.of(ApiKey.Kind.SECRET)));
        keys.revoke(merchant, secret.id());
        var next = keys.create(merchant, Mode.TEST, KeyDraft.of(ApiKey.Kind.SECRET));
        assertThat(keys.find(next.key()).orElseThrow().may(REFUNDS)).isTrue();
    }

    @Test
    void another_merchant_can_neither_see_nor_end_a_key() {
        var made = keys.create(merchant, Mode.TEST, restricted());
        var other = MerchantId.random();

        assertRefused(ErrorCode.RESOURCE_MISSING, () -> keys.revoke(other, made.id()));
        assertRefused(ErrorCode.RESOURCE_MISSING, () -> keys.roll(other, made.id(), Duration.ZERO));
        assertRefused(ErrorCode.RESOURCE_MISSING, () -> keys.create(other, Mode.TEST, restricted()));
        assertThat(keys.list(other, Mode.TEST)).isEmpty();
        assertThat(keys.find(made.key())).isPresent();
    }

    @Test
    void a_key_is_familiar_once_it_was_recognised_and_until_it_fails() {
        var made = keys.create(merchant, Mode.TEST, restricted());

        assertThat(keys.familiar(made.key())).isEmpty();
        keys.find(made.key());
        assertThat(keys.familiar(made.key())).contains(made.id());
        keys.revoke(merchant, made.id());
        passes(Duration.ofSeconds(1));
        keys.find(made.key());
        assertThat(keys.familiar(made.key())).isEmpty();
        keys.find(ApiKey.random(ApiKey.Kind.SECRET, Mode.TEST));
        assertThat(keys.familiar(ApiKey.random(ApiKey.Kind.SECRET, Mode.TEST))).isEmpty();
    }

    @Test
    void activation_is_seen_within_a_second() {
        var made = keys.create(merchant, Mode.LIVE, restricted());
        assertThat(keys.find(made.key()).orElseThrow().activated()).isFalse();

        assertThat(new Merchants(account).setActivated(merchant, true)).isTrue();

        passes(Duration.ofMillis(900));
        assertThat(keys.find(made.key()).orElseThrow().activated()).isTrue();
        assertThat(new Merchants(account).setActivated(MerchantId.random(), true))
                .isFalse();
    }

    private static KeyDraft restricted() {
        return new KeyDraft(ApiKey.Kind.RESTRICTED, Optional.of("Shop plugin"), List.of(REFUNDS, CHARGES, REFUNDS));
    }

    private KeyRecord.State state(ApiKeys.Made made) {
        return keys.list(merchant, made.key().mode()).stream()
                .filter(key -> key.id().equals(made.id()))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void endsIn(ApiKeys.Made made, String interval) {
        account.inOneStatement(tx -> tx.update("UPDATE api_keys SET expires_at = clock_timestamp() + interval '"
                        + interval + "' WHERE id = :id")
                .bind("id", made.id().text())
                .execute());
    }

    private static void assertRefused(ErrorCode code, Runnable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static void migrate(TestDatabase template) {
        Migrations.apply(template.jdbcUrl(), template.user(), template.password(), "account", "account");
    }
}
