package dev.sarraf.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// How much of the currency of processing one major unit of another currency is: 51.01 where 110.00 USD are charged as
/// 5,611.10 EGP.
///
/// Converting rounds towards zero, in both directions, so there and back loses up to a minor unit.
///
/// @param id `exr_…`
/// @param rate positive
public record ExchangeRate(String id, Currency currency, BigDecimal rate) {
    public ExchangeRate {
        if (rate.signum() <= 0) {
            throw new IllegalArgumentException("a rate is positive: " + rate);
        }
    }

    /// The amount in the currency of processing. An ArithmeticException past the range of `long`.
    public Money toProcessing(Money presentment) {
        require(presentment, currency);
        return money(presentment.majorUnits().multiply(rate), Currency.PROCESSING);
    }

    /// The amount in this rate's currency. An ArithmeticException past the range of `long`.
    public Money fromProcessing(Money processing) {
        require(processing, Currency.PROCESSING);
        return money(processing.majorUnits().divide(rate, currency.exponent(), RoundingMode.DOWN), currency);
    }

    private static Money money(BigDecimal majorUnits, Currency currency) {
        var minorUnits = majorUnits.movePointRight(currency.exponent()).setScale(0, RoundingMode.DOWN);
        return new Money(minorUnits.longValueExact(), currency);
    }

    private static void require(Money money, Currency wanted) {
        if (money.currency() != wanted) {
            throw new IllegalArgumentException("bug: " + wanted + " expected instead of " + money.currency());
        }
    }
}
