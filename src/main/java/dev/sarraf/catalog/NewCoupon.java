package dev.sarraf.catalog;

import dev.sarraf.catalog.Discount.Amount;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// A coupon as a merchant asks for it.
record NewCoupon(Coupon.Terms terms, Coupon.Settings settings) {
    private static final int MOST_PRODUCTS = 100;

    private static final BigDecimal SMALLEST_PERCENT = new BigDecimal("0.01");
    private static final BigDecimal LARGEST_PERCENT = new BigDecimal("100");

    /// A century.
    private static final long MOST_MONTHS = 1_200;

    static NewCoupon read(Fields body) {
        var coupon = new NewCoupon(terms(body), settings(body));
        body.end();
        return coupon;
    }

    private static Coupon.Settings settings(Fields body) {
        return new Coupon.Settings(
                body.text("name", Wire.LONGEST_NAME),
                Wire.whole(body, "maxRedemptions", 1, Wire.LARGEST_INT),
                body.time("redeemBy"),
                body.flagOrText("active").orElse(true),
                Metadata.read(body));
    }

    private static Coupon.Terms terms(Fields body) {
        var currency = Wire.currency(body, "currency");
        var amount = amount(body, currency);
        var minValue = Wire.whole(body, "minValue", 0, Wire.LARGEST_AMOUNT).filter(value -> value > 0);
        if (minValue.isPresent() && currency.isEmpty()) {
            throw Wire.requires(body, "minValue", "currency");
        }
        var duration = body.choice("duration", Coupon.Duration.class).orElse(Coupon.Duration.ONCE);
        return new Coupon.Terms(
                amount,
                currency,
                minValue,
                duration,
                months(body, duration),
                Wire.whole(body, "customerMaxRedemptions", 1, Wire.LARGEST_INT),
                products(body));
    }

    private static Amount amount(Fields body, Optional<Currency> currency) {
        var percentOff = body.decimal("percentOff", SMALLEST_PERCENT, LARGEST_PERCENT, 2)
                .map(percent -> percent.movePointRight(2).intValueExact());
        var amountOff = Wire.whole(body, "amountOff", 1, Wire.LARGEST_AMOUNT);
        var maxDiscount = Wire.whole(body, "maxDiscountAmount", 1, Wire.LARGEST_AMOUNT);
        if (percentOff.isPresent() && amountOff.isPresent()) {
            throw Wire.exclusive(body, "amountOff", "Send either percentOff or amountOff, not both.");
        }
        if (amountOff.isPresent() && maxDiscount.isPresent()) {
            throw Wire.exclusive(body, "maxDiscountAmount", "maxDiscountAmount goes with percentOff alone.");
        }
        if (maxDiscount.isPresent() && currency.isEmpty()) {
            throw Wire.requires(body, "maxDiscountAmount", "currency");
        }
        var type = body.choice("discountType", DiscountType.class);
        var amount = percentOff
                .<Amount>map(basisPoints -> new Amount.PercentOff(basisPoints, maxDiscount))
                .or(() -> amountOff.map(
                        minorUnits -> new Amount.AmountOff(new Money(minorUnits, body.required("currency", currency)))))
                .orElseThrow(() -> noAmount(body, type));
        if (type.isPresent() && type.get() != DiscountType.of(amount)) {
            throw body.invalid("discountType", "must be percentage with percentOff and fixed_amount with amountOff.");
        }
        return amount;
    }

    private static Refusal noAmount(Fields body, Optional<DiscountType> type) {
        return type.map(known -> body.missing(known == DiscountType.PERCENTAGE ? "percentOff" : "amountOff"))
                .orElseGet(() -> Refusal.invalid(
                        ErrorCode.PARAMETER_MISSING,
                        body.pathOf("percentOff"),
                        "Missing required parameter: percentOff or amountOff"));
    }

    private static Optional<Long> months(Fields body, Coupon.Duration duration) {
        var months = Wire.whole(body, "durationInMonths", 1, MOST_MONTHS);
        if (duration == Coupon.Duration.REPEATING) {
            body.required("durationInMonths", months);
        } else if (months.isPresent()) {
            throw body.invalid("durationInMonths", "goes with the duration repeating alone.");
        }
        return months;
    }

    /// Whether they exist is seen later.
    private static List<ProductId> products(Fields body) {
        var ids = body.texts("appliesToProductIds", MOST_PRODUCTS, Wire.LONGEST_ID);
        for (int i = 0; i < ids.size(); i++) {
            if (!ProductId.matches(ids.get(i))) {
                throw Refusal.missing("product", ids.get(i), Optional.of(productParam(i)));
            }
        }
        return ids.stream().map(ProductId::new).toList();
    }

    static String productParam(int index) {
        return "appliesToProductIds[" + index + "]";
    }
}
