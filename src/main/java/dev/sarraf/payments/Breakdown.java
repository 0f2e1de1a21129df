package dev.sarraf.payments;

import dev.sarraf.ledger.FeePlan;
import dev.sarraf.money.Money;
import java.math.BigDecimal;
import java.util.Optional;

/// What an amount is made of, and for whom, as it was when the customer pressed the button. Amounts are in the
/// currency of processing but for the presentment.
///
/// @param product what is bought, before discounts
/// @param vat the merchant's own VAT, where it is collected on top
/// @param fee the platform's fee, where the customer pays it
/// @param presentment the same total as the customer saw it, where that was in another currency
/// @param billing `{address, email, name, phone}`, rendered
/// @param shipping `{address, name, phone}`, rendered
public record Breakdown(
        Money product,
        Money discount,
        Optional<Vat> vat,
        Optional<FeePlan.Fee> fee,
        Optional<Presentment> presentment,
        Optional<String> billing,
        Optional<String> shipping) {

    /// VAT that the merchant collects.
    ///
    /// @param basisPoints the rate, in hundredths of a percent
    public record Vat(Money amount, int basisPoints) {}

    /// What the customer saw, and the rate between the two.
    ///
    /// @param rateId `exr_…`
    public record Presentment(Money amount, BigDecimal rate, String rateId) {}

    /// Of an amount that is the price of the goods and nothing else.
    static Breakdown plain(Money amount) {
        return new Breakdown(
                amount,
                Money.zero(amount.currency()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
