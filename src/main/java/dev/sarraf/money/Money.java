package dev.sarraf.money;

import java.math.BigDecimal;

/// An amount in minor units (piasters, cents, fils) with its currency. Never negative: direction is the name of the
/// operation, not a sign.
///
/// Arithmetic is exact. Mixing currencies is a bug and throws; a sum past the range of `long` throws an
/// ArithmeticException, which callers that take numbers from outside turn into a refusal.
public record Money(long minorUnits, Currency currency) {
    public Money {
        if (minorUnits < 0) {
            throw new IllegalArgumentException("an amount is not negative: " + minorUnits);
        }
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minorUnits, sameCurrency(other).minorUnits), currency);
    }

    /// An IllegalArgumentException where `other` is the larger one.
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minorUnits, sameCurrency(other).minorUnits), currency);
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(minorUnits, factor), currency);
    }

    /// A share in basis points (1/100 of a percent) of this amount, rounded half up to a minor unit.
    public Money basisPoints(int basisPoints) {
        long twice = Math.multiplyExact(minorUnits, (long) basisPoints * 2);
        return new Money(Math.floorDiv(Math.addExact(twice, 10_000), 20_000), currency);
    }

    public boolean isZero() {
        return minorUnits == 0;
    }

    /// The amount in major units with all its decimals: `1499.00` for 149,900 piasters.
    public BigDecimal majorUnits() {
        return BigDecimal.valueOf(minorUnits, currency.exponent());
    }

    /// For people who read a log: `EGP 1499.00`. Pages use [MoneyFormat].
    @Override
    public String toString() {
        return currency + " " + majorUnits().toPlainString();
    }

    private Money sameCurrency(Money other) {
        if (other.currency != currency) {
            throw new IllegalArgumentException("bug: " + currency + " meets " + other.currency);
        }
        return other;
    }
}
