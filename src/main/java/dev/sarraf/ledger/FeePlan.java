package dev.sarraf.ledger;

import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;

/// What a merchant pays for each payment: a share and a fixed amount, and VAT on both together.
///
/// @param percentBasisPoints hundredths of a percent of the amount, rounded half up
/// @param fixed minor units of the currency of processing, added to the share
/// @param vatBasisPoints VAT on the fee, rounded half up
public record FeePlan(int percentBasisPoints, Money fixed, int vatBasisPoints) {
    /// 2.75 % and 3.00 EGP, with Egypt's VAT of 14 % on it: what a merchant has who agreed nothing else.
    public static final FeePlan STANDARD = new FeePlan(275, new Money(300, Currency.PROCESSING), 1400);

    /// What a merchant pays by this method who agreed nothing else.
    static FeePlan standard(PaymentMethod method) {
        return switch (method) {
            case CARD -> STANDARD;
            case FAWRY -> ofShare(200, 250);
            case VODAFONE_CASH -> ofShare(150, 0);
            case VALU -> ofShare(400, 0);
        };
    }

    private static FeePlan ofShare(int basisPoints, long fixed) {
        return new FeePlan(basisPoints, new Money(fixed, Currency.PROCESSING), STANDARD.vatBasisPoints());
    }

    /// The fee for a payment of this amount. It is never more than the amount itself.
    public Fee of(Money amount) {
        var processing = amount.basisPoints(percentBasisPoints).plus(fixed);
        var vat = processing.basisPoints(vatBasisPoints);
        var total = processing.plus(vat);
        return total.minorUnits() <= amount.minorUnits() ? new Fee(total, vat) : new Fee(amount, vat(amount));
    }

    /// No fee at all.
    public Fee none() {
        return new Fee(fixed.times(0), fixed.times(0));
    }

    /// The VAT inside a fee that has been cut off at the amount of the payment.
    private Money vat(Money gross) {
        long net = gross.minorUnits() * 10_000 / (10_000 + vatBasisPoints);
        return gross.minus(new Money(net, gross.currency()));
    }

    /// What one payment costs the merchant.
    ///
    /// @param total what is kept, VAT included
    /// @param vat the VAT in it
    public record Fee(Money total, Money vat) {}
}
