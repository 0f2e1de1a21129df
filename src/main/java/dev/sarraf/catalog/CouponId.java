package dev.sarraf.catalog;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;

/// A coupon's id, `coup_…`.
public record CouponId(String text) {
    private static final IdShape SHAPE = IdShape.of("coup");

    public CouponId {
        SHAPE.require(text);
    }

    public static CouponId random(Mode mode) {
        return new CouponId(SHAPE.random(mode));
    }

    public static boolean matches(String text) {
        return SHAPE.matches(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
