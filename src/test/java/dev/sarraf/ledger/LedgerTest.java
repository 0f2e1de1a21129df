package dev.sarraf.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.db.Migrations;
import dev.sarraf.db.Tx;
import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.testing.ModeDatabase;
import dev.sarraf.testing.Seed;
import dev.sarraf.testing.TestDatabase;
import dev.sarraf.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
    private static final String INTENT = "pi_1";

    private final ModeDatabase mode = ModeDatabase.fresh();
    private final Ledger ledger = new Ledger(Mode.TEST);
    private final MerchantId merchant = MerchantId.random();

    @AfterEach
    void close() {
        mode.close();
    }

    private static Money egp(long minorUnits) {
        return new Money(minorUnits, Currency.EGP);
    }

    @Test
    void a_refund_takes_its_whole_amount_at_once_and_keeps_the_fee() {
        post(tx -> ledger.charged(tx, merchant, "ch_1", INTENT, PaymentMethod.CARD, egp(149_900), Optional.empty()));
        post(tx -> ledger.refundReserved(tx, merchant, "re_1", INTENT, egp(149_900)));

        assertThat(balances())
                .containsExactly(
                        "acquirer_receivable 149900", "fees -5041", "merchant_payable 5041", "refunds_pending -149900");

        post(tx -> ledger.refundSettled(tx, merchant, "re_1", egp(149_900)));

        assertThat(balances())
                .containsExactly("acquirer_receivable 0", "fees -5041", "merchant_payable 5041", "refunds_pending 0");
    }

    @Test
    void a_refund_that_fails_comes_back_as_an_entry_of_its_own() {
        post(tx -> ledger.charged(tx, merchant, "ch_1", INTENT, PaymentMethod.CARD, egp(10_000), Optional.empty()));
        var reserved = read(tx -> ledger.refundReserved(tx, merchant, "re_1", INTENT, egp(4_000)));
        var failed = read(tx -> ledger.refundFailed(tx, merchant, "re_1", INTENT, egp(4_000)));

        var refund = find(merchant, reserved).orElseThrow();
        assertThat(refund.type()).isEqualTo(BalanceTransaction.Type.REFUND);
        assertThat(refund.signedNet()).isEqualTo(-4_000);
        assertThat(refund.available()).isTrue();
        var failure = find(merchant, failed).orElseThrow();
        assertThat(failure.type()).isEqualTo(BalanceTransaction.Type.REFUND_FAILURE);
        assertThat(failure.signedNet()).isEqualTo(4_000);
        assertThat(ofIntent(merchant)).extracting(BalanceTransaction::source).containsExactly("ch_1", "re_1", "re_1");
        assertThat(balances()).contains("refunds_pending 0");
    }

    @Test
    void what_cannot_be_kept_never_reaches_the_merchant() {
        post(tx -> ledger.strayCaptured(tx, merchant, "ch_1", egp(700)));
        assertThat(balances()).containsExactly("acquirer_receivable 700", "suspense -700");

        post(tx -> ledger.strayReversed(tx, merchant, "ch_1", egp(700)));
        assertThat(balances()).containsExactly("acquirer_receivable 0", "suspense 0");
        assertThat(rows("SELECT id FROM balance_transactions")).isEmpty();
    }

    @Test
    void a_fact_is_posted_once() {
        List<Consumer<Tx>> facts = List.of(
                tx -> ledger.charged(tx, merchant, "ch_1", INTENT, PaymentMethod.CARD, egp(100), Optional.empty()),
                tx -> ledger.refundReserved(tx, merchant, "re_1", INTENT, egp(100)),
                tx -> ledger.refundSettled(tx, merchant, "re_1", egp(100)),
                tx -> ledger.refundFailed(tx, merchant, "re_1", INTENT, egp(100)),
                tx -> ledger.strayCaptured(tx, merchant, "ch_2", egp(100)),
                tx -> ledger.strayReversed(tx, merchant, "ch_2", egp(100)));

        for (var fact : facts) {
            post(fact);
            assertThatThrownBy(() -> post(fact)).hasMessageContaining("one_");
        }
        assertThat(rows("SELECT id FROM journal_entries")).hasSize(6);
    }

    @Test
    void another_merchants_balance_transaction_does_not_exist() {
        var id = read(tx -> ledger.refundReserved(tx, merchant, "re_1", INTENT, egp(100)));

        assertThat(find(MerchantId.random(), id)).isEmpty();
        assertThat(ofIntent(MerchantId.random())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal_entries", "journal_lines", "balance_transactions"})
    void what_is_written_stays_as_it_is(String table) {
        post(tx -> ledger.charged(tx, merchant, "ch_1", INTENT, PaymentMethod.CARD, egp(100), Optional.empty()));

        for (var change : List.of("UPDATE %s SET merchant_id = merchant_id", "DELETE FROM %s", "TRUNCATE %s CASCADE")) {
            assertThatThrownBy(() -> execute(change.formatted(table))).hasMessageContaining("only ever added to");
        }
        assertThat(rows("SELECT merchant_id FROM " + table)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Nothing at all, too little, unequal, of two currencies, and a line for an entry that was written
                // before.
                "SELECT",
                "SELECT 1, 'fees', 'EGP', 5, NULL::bigint",
                "SELECT 1, 'fees', 'EGP', 5, NULL UNION ALL SELECT 2, 'suspense', 'EGP', NULL, 4",
                "SELECT 1, 'fees', 'EGP', 5, NULL UNION ALL SELECT 2, 'suspense', 'USD', NULL, 5",
                "SELECT 2, 'fees', 'EGP', 5, NULL UNION ALL SELECT 3, 'suspense', 'EGP', NULL, 5"
            })
    void an_entry_that_is_not_whole_or_does_not_balance_is_refused(String lines) {
        var id = IdShape.of("je").random(Mode.TEST);
        var entry = "INSERT INTO journal_entries VALUES ('m', '" + id + "', 'CAPTURE', 'ch_1', now())";
        var statement = lines.equals("SELECT")
                ? entry
                : "WITH entry AS (" + entry + ") INSERT INTO journal_lines SELECT 'm', '" + id + "', l.* FROM (" + lines
                        + ") AS l (number, account, currency, debit, credit)";

        assertThatThrownBy(() -> execute(statement)).hasMessageContaining("journal entry");
        assertThat(rows("SELECT id FROM journal_entries")).isEmpty();
    }

    @Test
    void an_entry_cannot_grow_afterwards() {
        post(tx -> ledger.strayCaptured(tx, merchant, "ch_1", egp(700)));

        assertThatThrownBy(() -> execute("""
                        INSERT INTO journal_lines
                        SELECT merchant_id, id, l.* FROM journal_entries,
                               (VALUES (3, 'fees', 'EGP', 5, NULL), (4, 'suspense', 'EGP', NULL, 5)) AS l
                        """)).hasMessageContaining("written whole");
        assertThatThrownBy(() -> execute("""
                        INSERT INTO journal_lines
                        SELECT merchant_id, id, l.* FROM journal_entries,
                               (VALUES (1, 'fees', 'EGP', 5, NULL), (2, 'suspense', 'EGP', NULL, 5)) AS l
                        """)).hasMessageContaining("journal_lines_pkey");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatever_happens_the_books_balance(long usual) {
        long seed = Seed.of("ledger", usual);
        var random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            step(random, i);
        }

        assertThat(rows("""
                        SELECT entry_id FROM journal_lines GROUP BY entry_id, currency
                        HAVING count(*) < 2 OR sum(debit) <> sum(credit)
                        """)).as("seed %d", seed).isEmpty();
        assertThat(rows("SELECT sum(debit) - sum(credit) FROM journal_lines")).containsExactly("0");
        assertThat(rows("SELECT sum(net) FROM balance_transactions"))
                .as("seed %d", seed)
                .isEqualTo(rows("SELECT sum(credit) - coalesce(sum(debit), 0) FROM journal_lines"
                        + " WHERE account = 'merchant_payable'"));
    }

    /// A charge and what may become of it.
    private void step(Random random, int number) {
        post(tx -> {
            tx.update("""
                    INSERT INTO fee_plans VALUES (:merchant, 'card', :share, :fixed, :vat)
                    ON CONFLICT (merchant_id, method) DO UPDATE
                       SET percent_basis_points = :share, fixed_minor = :fixed, vat_basis_points = :vat
                    """)
                    .bind("merchant", merchant.text())
                    .bind("share", random.nextInt(10_001))
                    .bind("fixed", random.nextInt(1_000))
                    .bind("vat", random.nextInt(10_001))
                    .execute();
            var amount = egp(1 + random.nextLong(100_000));
            var charge = "ch_" + number;
            var refund = "re_" + number;
            switch (random.nextInt(5)) {
                case 0 -> ledger.charged(tx, merchant, charge, INTENT, PaymentMethod.CARD, amount, Optional.empty());
                case 1 -> ledger.strayCaptured(tx, merchant, charge, amount);
                case 2 -> ledger.refundReserved(tx, merchant, refund, INTENT, amount);
                case 3 -> {
                    ledger.refundReserved(tx, merchant, refund, INTENT, amount);
                    ledger.refundSettled(tx, merchant, refund, amount);
                }
                default -> {
                    ledger.refundReserved(tx, merchant, refund, INTENT, amount);
                    ledger.refundFailed(tx, merchant, refund, INTENT, amount);
                }
            }
        });
    }

    @Test
    void the_money_of_a_charge_becomes_available_after_two_days_of_the_merchants_clock() {
        post(tx -> ledger.charged(tx, merchant, "ch_1", INTENT, PaymentMethod.CARD, egp(100), Optional.empty()));
        mode.advance(merchant, Duration.ofDays(2).minusMinutes(1));
        assertThat(ofIntent(merchant).getFirst().available()).isFalse();

        mode.advance(merchant, Duration.ofMinutes(2));

        assertThat(ofIntent(merchant).getFirst().available()).isTrue();
    }

    @Test
    void payments_from_before_the_journal_get_their_entries() throws SQLException {
        var old = TestPostgres.freshDatabase();
        Flyway.configure()
                .dataSource(old.jdbcUrl(), old.user(), old.password().reveal())
                .locations("classpath:db/mode")
                .schemas("test")
                .target("6")
                .load()
                .migrate();
        try (var connection = old.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO test.balance_transactions
                    SELECT 'mer_1', 'txn_test_' || lpad(n::text, 24, '0'), 'CHARGE', 'ch_' || n, 'pi_' || n, 1000,
                           fee, 0, 1000 - fee, 'EGP', now(), now()
                      FROM (VALUES (1, 30), (2, 0), (3, 1000)) AS t (n, fee)
                    """);
        }

        Migrations.apply(old.jdbcUrl(), old.user(), old.password(), "mode", "test");

        assertThat(rows(old, """
                        SELECT source_id || ' ' || string_agg(account || ' ' || coalesce(debit, -credit), ', ' ORDER BY number)
                          FROM test.journal_entries AS e
                          JOIN test.journal_lines AS l ON l.merchant_id = e.merchant_id AND l.entry_id = e.id
                         WHERE kind = 'CAPTURE'
                         GROUP BY source_id
                         ORDER BY source_id
                        """))
                .containsExactly(
                        "ch_1 acquirer_receivable 1000, merchant_payable -970, fees -30",
                        "ch_2 acquirer_receivable 1000, merchant_payable -1000",
                        "ch_3 acquirer_receivable 1000, fees -1000");
    }

    /// What each account holds: debits less credits.
    private List<String> balances() {
        return rows("""
                SELECT account || ' ' || sum(coalesce(debit, -credit)) FROM journal_lines GROUP BY account ORDER BY account
                """);
    }

    private void post(Consumer<Tx> work) {
        mode.database().inTransaction(tx -> {
            work.accept(tx);
            return true;
        });
    }

    private List<BalanceTransaction> ofIntent(MerchantId of) {
        return read(tx -> ledger.ofIntent(tx, of, INTENT));
    }

    private Optional<BalanceTransaction> find(MerchantId of, String id) {
        return read(tx -> ledger.find(tx, of, id));
    }

    private <T> T read(Function<Tx, T> work) {
        return mode.database().inTransaction(work);
    }

    private void execute(String sql) {
        post(tx -> tx.update(sql).execute());
    }

    private List<String> rows(String sql) {
        return mode.database()
                .inTransaction(tx -> tx.query(sql).mapTo(String.class).list());
    }

    private static List<String> rows(TestDatabase database, String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }
}
