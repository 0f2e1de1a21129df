package dev.sarraf.catalog;

import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Random62;
import dev.sarraf.money.Money;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A promotion code as a merchant asks for it.
record NewPromotionCode(CouponId coupon, String code, PromotionCode.Terms terms, PromotionCode.Settings settings) {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{3,40}");
    private static final IdShape CUSTOMER = IdShape.of("cus");

    /// 36 letters and digits each: more than 40 bits, which nobody guesses through a page, and still to be typed.
    private static final int MADE_LENGTH = 10;

    static NewPromotionCode read(Fields body) {
        var code = new NewPromotionCode(
                coupon(body),
                code(body).orElseGet(() -> Random62.text(MADE_LENGTH).toUpperCase(Locale.ROOT)),
                terms(body),
                new PromotionCode.Settings(
                        Wire.whole(body, "maxRedemptions", 1, Wire.LARGEST_INT),
                        body.time("expiresAt"),
                        body.flagOrText("active").orElse(true),
                        Metadata.read(body)));
        body.end();
        return code;
    }

    private static CouponId coupon(Fields body) {
        var id = body.required("coupon", body.text("coupon", Wire.LONGEST_ID));
        if (!CouponId.matches(id)) {
            throw Refusal.missing("coupon", id, Optional.of("coupon"));
        }
        return new CouponId(id);
    }

    private static Optional<String> code(Fields body) {
        var code = body.text("code", Wire.LONGEST_ID);
        code.filter(text -> !CODE.matcher(text).matches()).ifPresent(_ -> {
            throw body.invalid("code", "must have 3 to 40 letters, digits, hyphens and underscores.");
        });
        // A session names a code by its text or by its id.
        code.filter(PromotionCodeId::matches).ifPresent(_ -> {
            throw body.invalid("code", "must not look like an id.");
        });
        return code;
    }

    private static PromotionCode.Terms terms(Fields body) {
        var customer = body.text("customerId", Wire.LONGEST_ID);
        customer.filter(id -> !CUSTOMER.matches(id)).ifPresent(id -> {
            throw Refusal.missing("customer", id, Optional.of("customerId"));
        });
        return body.object("restrictions")
                .map(restrictions -> {
                    var terms = new PromotionCode.Terms(
                            customer, restrictions.flag("firstTimeTransaction").orElse(false), minimum(restrictions));
                    restrictions.end();
                    return terms;
                })
                .orElseGet(() -> new PromotionCode.Terms(customer, false, Optional.empty()));
    }

    private static Optional<Money> minimum(Fields restrictions) {
        var currency = Wire.currency(restrictions, "minimumAmountCurrency");
        var amount = restrictions.wholeOrText("minimumAmount", 0, Wire.LARGEST_AMOUNT);
        if (amount.isPresent() && currency.isEmpty()) {
            throw Wire.requires(restrictions, "minimumAmount", "minimumAmountCurrency");
        }
        if (currency.isPresent() && amount.isEmpty()) {
            throw Wire.requires(restrictions, "minimumAmountCurrency", "minimumAmount");
        }
        return currency.map(known -> new Money(amount.getAsLong(), known)).filter(minimum -> !minimum.isZero());
    }
}
