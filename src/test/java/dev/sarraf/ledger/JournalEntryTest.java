package dev.sarraf.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.ledger.JournalEntry.Kind;
import dev.sarraf.ledger.JournalEntry.Line;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.testing.Seed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalEntryTest {
    private static final int TRIALS = 20_000;

    private static Money egp(long minorUnits) {
        return new Money(minorUnits, Currency.EGP);
    }

    @Test
    void a_capture_is_owed_by_the_bank_and_shared_between_merchant_and_fees() {
        assertThat(JournalEntry.capture("ch_1", egp(149_900), egp(5_041)).lines())
                .containsExactly(
                        Line.debit(Account.ACQUIRER_RECEIVABLE, egp(149_900)),
                        Line.credit(Account.MERCHANT_PAYABLE, egp(144_859)),
                        Line.credit(Account.FEES, egp(5_041)));
    }

    @Test
    void nothing_has_no_line() {
        assertThat(JournalEntry.capture("ch_1", egp(100), egp(0)).lines())
                .containsExactly(
                        Line.debit(Account.ACQUIRER_RECEIVABLE, egp(100)),
                        Line.credit(Account.MERCHANT_PAYABLE, egp(100)));
        assertThat(JournalEntry.capture("ch_1", egp(100), egp(100)).lines())
                .containsExactly(
                        Line.debit(Account.ACQUIRER_RECEIVABLE, egp(100)), Line.credit(Account.FEES, egp(100)));
    }

    @Test
    void an_entry_that_does_not_balance_cannot_be_made() {
        assertThatThrownBy(() -> new JournalEntry(
                        Kind.CAPTURE,
                        "ch_1",
                        List.of(Line.debit(Account.SUSPENSE, egp(2)), Line.credit(Account.FEES, egp(1)))))
                .hasMessageContaining("does not balance");
        assertThatThrownBy(() -> JournalEntry.refundReserved("re_1", egp(0))).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_261_123})
    void whatever_the_plan_and_the_amount_entries_balance_and_fees_stay_within(long usual) {
        long seed = Seed.of("journal", usual);
        var random = new Random(seed);
        for (int trial = 0; trial < TRIALS; trial++) {
            var plan = new FeePlan(
                    random.nextInt(10_001), egp(magnitude(random, 1_000_000_000_000L)), random.nextInt(10_001));
            var gross = egp(1 + magnitude(random, 999_999_999_999L));

            var fee = plan.of(gross);
            var entry = JournalEntry.capture("ch_1", gross, fee.total());

            assertThat(fee.total().minorUnits())
                    .as("seed %d, %s of %s", seed, plan, gross)
                    .isBetween(0L, gross.minorUnits());
            assertThat(fee.vat().minorUnits())
                    .as("seed %d, %s of %s", seed, plan, gross)
                    .isBetween(0L, fee.total().minorUnits());
            assertThat(entry.lines().stream()
                            .mapToLong(line -> line.side() == JournalEntry.Side.DEBIT
                                    ? line.amount().minorUnits()
                                    : -line.amount().minorUnits())
                            .sum())
                    .as("seed %d, %s of %s", seed, plan, gross)
                    .isZero();
        }
    }

    /// All sizes alike, rather than nearly always the largest.
    private static long magnitude(Random random, long bound) {
        return random.nextLong(bound) >> random.nextInt(40);
    }
}
