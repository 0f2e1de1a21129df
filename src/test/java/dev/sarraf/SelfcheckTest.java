package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sarraf.audit.Finding;
import dev.sarraf.audit.Invariant;
import dev.sarraf.audit.Report;
import dev.sarraf.audit.Selfcheck;
import dev.sarraf.cli.Cli;
import dev.sarraf.db.Database;
import dev.sarraf.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The self-check finds what was changed behind the program's back, and nothing where nothing was.
class SelfcheckTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final TestDatabase books = BusyDay.copy();

    @Test
    void the_books_of_a_busy_day_hold() {
        var report = check();

        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding)
                        .isEqualTo(
                                new Finding(finding.invariant(), finding.subject(), finding.checked(), 0, List.of())));
        for (var invariant : Invariant.values()) {
            assertThat(report.of(invariant).stream().mapToLong(Finding::checked).sum())
                    .as("%s", invariant)
                    .isPositive();
        }
    }

    static Stream<Arguments> corruptions() {
        return Stream.of(
                arguments(
                        "L1 journal entries", "an entry that does not balance, and another that makes up for it", """
                        UPDATE journal_lines SET credit = credit + 1
                         WHERE account = 'fees' AND entry_id = (SELECT min(entry_id) FROM journal_lines WHERE account = 'fees');
                        UPDATE journal_lines SET credit = credit - 1
                         WHERE account = 'fees' AND entry_id = (SELECT max(entry_id) FROM journal_lines WHERE account = 'fees')
                        """),
                arguments("L1 amounts", "a line of less than nothing, with its opposite", """
                        ALTER TABLE journal_lines DROP CONSTRAINT journal_lines_debit_check;
                        ALTER TABLE journal_lines DROP CONSTRAINT journal_lines_credit_check;
                        INSERT INTO journal_lines
                        SELECT merchant_id, entry_id, 8 + n, 'suspense', 'EGP', CASE n WHEN 0 THEN -1 END,
                               CASE n WHEN 1 THEN -1 END
                          FROM (SELECT * FROM journal_lines LIMIT 1) AS l, generate_series(0, 1) AS n
                        """),
                arguments("L2 journal lines", "a line of no entry", """
                        INSERT INTO journal_lines VALUES ('mer_1', 'je_1', 1, 'suspense', 'EGP', 5, NULL)
                        """),
                arguments("L2 balances", "a fee that was raised afterwards", """
                        UPDATE balance_transactions SET fee = fee + 1, net = net - 1
                         WHERE id = (SELECT min(id) FROM balance_transactions)
                        """),
                arguments("L3 guards", "a guard that was switched off", """
                        ALTER TABLE journal_lines DISABLE TRIGGER append_only
                        """),
                arguments("L3 guards", "a guard that was taken away", """
                        DROP TRIGGER entries_balance ON journal_lines
                        """),
                arguments("L4 journal entries", "a second entry of one fact", """
                        ALTER TABLE journal_entries DROP CONSTRAINT one_entry_of_a_fact;
                        WITH entry AS (
                            INSERT INTO journal_entries
                            SELECT merchant_id, 'je_test_000000000000000000000000', kind, source_id, created_at
                              FROM journal_entries LIMIT 1
                            RETURNING merchant_id, id
                        )
                        INSERT INTO journal_lines
                        SELECT merchant_id, id, n, CASE n WHEN 1 THEN 'fees' ELSE 'suspense' END, 'EGP',
                               CASE n WHEN 1 THEN 7 END, CASE n WHEN 2 THEN 7 END
                          FROM entry, generate_series(1, 2) AS n
                        """),
                arguments(
                        "L5 payments that moved a balance; L9 refunds and their entries; L9 refunds and their balance transactions",
                        "more given back than was taken",
                        """
                        WITH charge AS (
                            SELECT * FROM balance_transactions LIMIT 1
                        ), entry AS (
                            INSERT INTO journal_entries
                            SELECT merchant_id, 'je_test_000000000000000000000000', 'REFUND_RESERVED', 're_1', created_at
                              FROM charge
                        ), lines AS (
                            INSERT INTO journal_lines
                            SELECT merchant_id, 'je_test_000000000000000000000000', n,
                                   CASE n WHEN 1 THEN 'merchant_payable' ELSE 'refunds_pending' END, currency,
                                   CASE n WHEN 1 THEN amount + 1 END, CASE n WHEN 2 THEN amount + 1 END
                              FROM charge, generate_series(1, 2) AS n
                        )
                        INSERT INTO balance_transactions
                        SELECT merchant_id, 'txn_test_000000000000000000000000', 'REFUND', 're_1', intent_id, -amount - 1,
                               0, 0, -amount - 1, currency, created_at, available_on
                          FROM charge
                        """),
                arguments("L5 charges", "a refund that its charge does not know of", """
                        UPDATE charges SET amount_refunded = amount_refunded - 1
                         WHERE id = (SELECT min(charge_id) FROM refunds WHERE status = 'SUCCEEDED')
                        """),
                arguments("L6 attempts", "an attempt that does not know of its charge", """
                        UPDATE payment_attempts SET state = 'REPLACED'
                         WHERE charge_id = (SELECT min(charge_id) FROM payment_attempts WHERE state = 'SUCCEEDED')
                        """),
                arguments("L6 sessions", "a paid session that says it was free", """
                        UPDATE checkout_sessions SET payment_status = 'no_payment_required'
                         WHERE id = (SELECT min(id) FROM checkout_sessions WHERE payment_status = 'paid')
                        """),
                arguments("L6 payment intents", "an intent that does not know of its charge", """
                        UPDATE payment_intents SET status = 'REQUIRES_PAYMENT_METHOD'
                         WHERE id = (SELECT min(id) FROM payment_intents WHERE status = 'SUCCEEDED')
                        """),
                arguments("L7 deliveries", "a delivery that was lost", """
                        DELETE FROM deliveries
                         WHERE event_id = (SELECT min(id) FROM events WHERE type = 'charge.succeeded')
                        """),
                arguments("L7 charges; L7 payment intents", "an event that was lost", """
                        DELETE FROM events WHERE id = (SELECT min(id) FROM events WHERE type = 'charge.failed')
                        """),
                arguments("L7 sessions", "an event of something that did not happen", """
                        UPDATE events SET object_id = 'cs_test_00000000000000000000000000000000'
                         WHERE type = 'checkout.session.expired'
                        """),
                arguments("L7 charges; L7 deliveries", "an event of a charge that there is not", """
                        INSERT INTO events
                        SELECT merchant_id, 'evt_test_000000000000000000000000', type,
                               'ch_test_000000000000000000000000', sequence, created_at, payload
                          FROM events WHERE type = 'charge.failed' LIMIT 1
                        """),
                arguments("L7 payment intents", "an event that came twice", """
                        WITH again AS (
                            INSERT INTO events
                            SELECT merchant_id, 'evt_test_000000000000000000000000', type, object_id, sequence + 100,
                                   created_at, payload
                              FROM events WHERE type = 'payment_intent.succeeded' LIMIT 1
                            RETURNING merchant_id, id
                        )
                        INSERT INTO deliveries
                        SELECT merchant_id, again.id, endpoint_id, 'DELIVERED', 1, clock_timestamp()
                          FROM again JOIN event_subscriptions USING (merchant_id)
                        """),
                arguments("L7 refunds", "a refund that nobody was told of", """
                        UPDATE events SET type = 'refund.updated' WHERE id =
                            (SELECT min(id) FROM events WHERE type = 'refund.created')
                        """),
                arguments("L7 refunded charges", "a refund that was told of twice", """
                        WITH again AS (
                            INSERT INTO events
                            SELECT merchant_id, 'evt_test_000000000000000000000000', type, object_id, sequence + 100,
                                   created_at, payload
                              FROM events WHERE type = 'charge.refunded' LIMIT 1
                            RETURNING merchant_id, id
                        )
                        INSERT INTO deliveries
                        SELECT merchant_id, again.id, endpoint_id, 'DELIVERED', 1, clock_timestamp()
                          FROM again JOIN event_subscriptions USING (merchant_id)
                        """),
                arguments("L8 payment intents", "an id of live mode", """
                        UPDATE payment_intents SET latest_charge_id = replace(latest_charge_id, '_test_', '_live_')
                         WHERE id = (SELECT min(id) FROM payment_intents WHERE latest_charge_id IS NOT NULL)
                        """),
                arguments("L9 charges and their captures", "an entry of another amount than its charge", """
                        UPDATE journal_lines SET debit = debit + 1
                         WHERE account = 'acquirer_receivable' AND entry_id = (SELECT min(id) FROM journal_entries WHERE kind = 'CAPTURE');
                        UPDATE journal_lines SET credit = credit + 1
                         WHERE account = 'fees' AND entry_id = (SELECT min(id) FROM journal_entries WHERE kind = 'CAPTURE')
                        """),
                arguments("L9 charges and their balance transactions", "a balance transaction of another payment", """
                        UPDATE balance_transactions SET intent_id = 'pi_test_000000000000000000000000'
                         WHERE id = (SELECT min(id) FROM balance_transactions
                                      WHERE intent_id NOT IN (SELECT intent_id FROM refunds))
                        """),
                arguments("L9 refunds and their entries", "a refund of another amount than its entries", """
                        UPDATE journal_lines SET debit = debit + 1, credit = credit + 1
                         WHERE account = 'refunds_pending' AND entry_id = (SELECT min(id) FROM journal_entries
                                                                            WHERE kind = 'REFUND_SETTLED');
                        UPDATE journal_lines SET debit = debit + 1, credit = credit + 1
                         WHERE account = 'acquirer_receivable' AND entry_id = (SELECT min(id) FROM journal_entries
                                                                                WHERE kind = 'REFUND_SETTLED')
                        """),
                arguments("L9 refunds and their balance transactions", "a refund without its balance transaction", """
                        UPDATE refunds SET balance_transaction_id = 'txn_test_000000000000000000000000'
                         WHERE id = (SELECT min(id) FROM refunds)
                        """),
                arguments("L9 charges that cannot be kept and their entries", "money given back that nobody took", """
                        INSERT INTO journal_entries
                        SELECT merchant_id, 'je_test_000000000000000000000000', 'STRAY_REVERSED', source_id, created_at
                          FROM journal_entries LIMIT 1;
                        INSERT INTO journal_lines
                        SELECT merchant_id, id, n, CASE n WHEN 1 THEN 'suspense' ELSE 'acquirer_receivable' END, 'EGP',
                               CASE n WHEN 1 THEN 7 END, CASE n WHEN 2 THEN 7 END
                          FROM journal_entries, generate_series(1, 2) AS n
                         WHERE kind = 'STRAY_REVERSED' AND id LIKE '%_000000000000000000000000'
                        """),
                arguments("L10 refunds to ask the bank about", "a refund that nobody asks the bank about", """
                        UPDATE charges SET refund_pending = amount_refunded, amount_refunded = 0
                         WHERE id = (SELECT charge_id FROM refunds WHERE status = 'SUCCEEDED');
                        UPDATE refunds SET status = 'PENDING', next_check_at = clock_timestamp() - interval '11 minutes'
                         WHERE status = 'SUCCEEDED';
                        DELETE FROM journal_lines WHERE entry_id IN (SELECT id FROM journal_entries
                                                                      WHERE kind = 'REFUND_SETTLED');
                        DELETE FROM journal_entries WHERE kind = 'REFUND_SETTLED';
                        DELETE FROM events WHERE type = 'charge.refunded'
                        """),
                arguments("L10 charges to ask the bank about", "a charge that nobody asks the bank about", """
                        INSERT INTO charges (merchant_id, id, intent_id, session_id, status, amount, currency, bank_order,
                                             bank_transaction, card, created_at, next_check_at)
                        SELECT merchant_id, 'ch_test_000000000000000000000000', intent_id, 'cs_1', 'PENDING', amount,
                               currency, 'order', 'transaction', card, created_at, clock_timestamp() - interval '11 minutes'
                          FROM charges LIMIT 1
                        """),
                arguments("L10 attempts under way", "an attempt that nobody works on", """
                        UPDATE payment_attempts
                           SET state = 'AUTHENTICATING', decline_code = NULL,
                               updated_at = clock_timestamp() - interval '2 hours'
                         WHERE charge_id = (SELECT min(charge_id) FROM payment_attempts WHERE state = 'DECLINED')
                        """),
                arguments("L10 open sessions", "a session that did not expire", """
                        UPDATE clocks SET moved_at = moved_at - interval '1 hour';
                        UPDATE checkout_sessions SET expires_at = clock_timestamp() - interval '11 minutes'
                         WHERE status = 'open'
                        """),
                arguments("L10 deliveries being sent", "a delivery that its sender forgot", """
                        UPDATE deliveries SET state = 'PENDING', locked_until = clock_timestamp() - interval '11 minutes'
                         WHERE event_id = (SELECT min(id) FROM events)
                        """),
                arguments("L11 stock", "stock that is set aside for nobody", """
                        UPDATE prices SET reserved = 1
                        """),
                arguments("L11 redemptions", "a redemption that is set aside for nobody", """
                        UPDATE discount_redemptions SET state = 'RESERVED';
                        UPDATE coupons SET reserved = redeemed, redeemed = 0
                        """),
                arguments("L7 promises to pay", "word of a promise to pay that nobody gave", """
                        UPDATE events SET type = 'checkout.session.async_payment_succeeded'
                         WHERE id = (SELECT min(id) FROM events WHERE type = 'customer.created')
                        """),
                arguments("L11 coupons", "a coupon that was used more often than it says", """
                        UPDATE coupons SET redeemed = redeemed - 1
                        """));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("corruptions")
    void what_was_changed_behind_the_programs_back_is_found(String expected, String what, String sql) {
        corrupt(sql);

        var broken =
                check().findings().stream().filter(finding -> !finding.holds()).toList();

        assertThat(broken)
                .as(what)
                .extracting(finding -> finding.invariant() + " " + finding.subject())
                .containsExactly(expected.split("; ", -1));
        assertThat(broken.getFirst().ids()).isNotEmpty().hasSizeLessThanOrEqualTo(20);
        assertThat(selfcheck("--json")).isEqualTo(1);
    }

    @Test
    void each_invariant_can_be_seen_to_break() {
        assertThat(corruptions()
                        .map(arguments -> String.valueOf(arguments.get()[0]).split(" ", 2)[0]))
                .containsAll(Arrays.stream(Invariant.values()).map(Enum::name).toList());
    }

    @Test
    void at_most_twenty_of_the_broken_rows_are_named_and_all_are_counted() {
        corrupt("""
                INSERT INTO journal_entries
                SELECT 'mer_1', 'je_test_' || lpad(n::text, 24, '0'), 'STRAY_CAPTURED', 'ch_' || n, now()
                  FROM generate_series(1, 25) AS n
                """);

        var finding = check().of(Invariant.L1).getFirst();

        assertThat(finding.violations()).isEqualTo(25);
        assertThat(finding.ids()).hasSize(20).first().isEqualTo("je_test_000000000000000000000001");
    }

    @Test
    void the_command_tells_by_its_exit_status() {
        assertThat(selfcheck()).isZero();
        assertThat(selfcheck("--limit", "soon")).isEqualTo(2);
        assertThat(selfcheck("--nonsense")).isEqualTo(2);
    }

    @Test
    void a_database_of_another_version_is_not_checked() {
        corrupt("DELETE FROM flyway_schema_history WHERE version >= '008'");

        assertThat(selfcheck()).isEqualTo(1);
    }

    private Report check() {
        try (var database = Database.connect(books.jdbcUrl(), books.user(), books.password(), "test")) {
            return new Selfcheck(database).run(LIMIT, Set.of());
        }
    }

    private int selfcheck(String... flags) {
        var url = "postgresql://" + books.user() + ":" + books.password().reveal() + "@"
                + books.jdbcUrl().replaceFirst("^jdbc:postgresql://", "");
        var arguments = Stream.concat(Stream.of("selfcheck", "--database-url", url), Arrays.stream(flags))
                .toArray(String[]::new);
        return Cli.run(
                arguments,
                _ -> {
                    throw new AssertionError("starts no server");
                },
                _ -> {
                    throw new AssertionError("starts no simulator");
                });
    }

    /// Without triggers and foreign keys, as a restored backup or a mistaken superuser does.
    private void corrupt(String sql) {
        try (var connection = books.connect();
                var statement = connection.createStatement()) {
            statement.execute("SET search_path = test; SET session_replication_role = replica; " + sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
