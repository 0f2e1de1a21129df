package dev.sarraf.checkout;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What a session costs, to the last minor unit, in the currency of its prices and in the one that is charged.
///
/// In both currencies the lines add up to the subtotal and to the discount, and the total follows from the
/// parts. Each line is converted on its own, so that each is exactly what the rate makes of it; fees are
/// computed on what is charged, VAT in each currency. Where the prices are in the currency of processing, both
/// sums are the same.
///
/// @param charged in the currency of processing: what the bank is asked for
/// @param shown in the currency of the prices: what the customer is told
/// @param lines in the order of the bill
/// @param feeVat the VAT in the fee that the customer pays
record Totals(Sum charged, Sum shown, List<Line> lines, Money feeVat) {
    /// The largest total in minor units: a gateway takes no more than ten digits before the decimal point.
    static final long LARGEST = 999_999_999_999L;

    /// What one line costs, in both currencies.
    record Line(Share charged, Share shown) {
        /// @param discount this line's part of the discount
        record Share(Money subtotal, Money discount) {
            Money total() {
                return subtotal.minus(discount);
            }
        }
    }

    /// @throws Refusal `amount_invalid` where a sum is larger than [#LARGEST]
    static Totals of(Bill bill) {
        try {
            var totals = computed(bill);
            if (totals.charged.subtotal().minorUnits() > LARGEST
                    || totals.charged.total().minorUnits() > LARGEST
                    || totals.shown.subtotal().minorUnits() > LARGEST
                    || totals.shown.total().minorUnits() > LARGEST) {
                throw tooMuch();
            }
            return totals;
        } catch (ArithmeticException e) {
            throw tooMuch();
        }
    }

    private static Totals computed(Bill bill) {
        var lines = lines(bill);
        var discounted = sum(Currency.PROCESSING, lines, line -> line.charged().total());
        var fee = bill.config().feesPassThrough()
                ? bill.plan().of(discounted)
                : bill.plan().none();
        var charged = Sum.of(
                sum(Currency.PROCESSING, lines, line -> line.charged().subtotal()),
                sum(Currency.PROCESSING, lines, line -> line.charged().discount()),
                vat(bill, discounted),
                fee.total());
        return new Totals(charged, shown(bill, lines, charged), lines, fee.vat());
    }

    private static Sum shown(Bill bill, List<Line> lines, Sum charged) {
        if (bill.rate().isEmpty()) {
            return charged;
        }
        var subtotal = sum(bill.currency(), lines, line -> line.shown().subtotal());
        var discount = sum(bill.currency(), lines, line -> line.shown().discount());
        return Sum.of(
                subtotal,
                discount,
                vat(bill, subtotal.minus(discount)),
                bill.rate().get().fromProcessing(charged.fee()));
    }

    private static Money vat(Bill bill, Money base) {
        return bill.config().vatCollection() ? base.basisPoints(bill.config().vatBasisPoints()) : base.times(0);
    }

    private static List<Line> lines(Bill bill) {
        var subtotals = bill.items().stream().map(Bill.Item::subtotal).toList();
        var discounts = discounts(bill, subtotals);
        var lines = new ArrayList<Line>();
        for (int i = 0; i < subtotals.size(); i++) {
            var shown = new Line.Share(subtotals.get(i), new Money(discounts.get(i), bill.currency()));
            lines.add(new Line(
                    bill.rate()
                            .map(rate -> converted(shown, rate::toProcessing))
                            .orElse(shown),
                    shown));
        }
        return lines;
    }

    /// The total converts as it is, so that the customer is charged what the rate makes of it.
    private static Line.Share converted(Line.Share shown, Function<Money, Money> rate) {
        var subtotal = rate.apply(shown.subtotal());
        return new Line.Share(subtotal, subtotal.minus(rate.apply(shown.total())));
    }

    /// What is taken off each line, in minor units.
    private static List<Long> discounts(Bill bill, List<Money> subtotals) {
        var weights = new ArrayList<Long>();
        long whole = 0;
        for (int i = 0; i < subtotals.size(); i++) {
            long weight = bill.items().get(i).reducible() ? subtotals.get(i).minorUnits() : 0;
            weights.add(weight);
            whole = Math.addExact(whole, weight);
        }
        var reducible = new Money(whole, bill.currency());
        long discount = bill.discount()
                .map(applied -> applied.off(reducible).minorUnits())
                .orElse(0L);
        return LargestRemainder.of(discount, weights);
    }

    private static Money sum(Currency currency, List<Line> lines, Function<Line, Money> part) {
        return lines.stream().map(part).reduce(Money.zero(currency), Money::plus);
    }

    static Refusal tooMuch() {
        return Refusal.invalid(
                ErrorCode.AMOUNT_INVALID,
                "lineItems",
                "The line items add up to more than %d minor units.".formatted(LARGEST));
    }
}
