package dev.sarraf.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeePlanTest {
    private static Money egp(long minorUnits) {
        return new Money(minorUnits, Currency.EGP);
    }

    /// 1,499.00 EGP: 2.75 % is 41.2225, rounded 41.22; with 3.00 fixed 44.22; VAT 6.1908, rounded 6.19; in all 50.41.
    @Test
    void the_standard_plan_takes_a_share_a_fixed_amount_and_vat_on_both() {
        var fee = FeePlan.STANDARD.of(egp(149_900));

        assertThat(fee.total()).isEqualTo(egp(5_041));
        assertThat(fee.vat()).isEqualTo(egp(619));
    }

    @ParameterizedTest
    @CsvSource({"1", "100", "341", "342", "352", "353", "1000"})
    void a_fee_is_never_more_than_the_payment(long amount) {
        var fee = FeePlan.STANDARD.of(egp(amount));

        assertThat(fee.total().minorUnits()).isBetween(0L, amount);
        assertThat(fee.vat().minorUnits()).isBetween(0L, fee.total().minorUnits());
    }
}
