package dev.sarraf.catalog;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;

/// The id of a promotion code, `promo_…`, which is not what customers type.
public record PromotionCodeId(String text) {
    private static final IdShape SHAPE = IdShape.of("promo");

    public PromotionCodeId {
        SHAPE.require(text);
    }

    public static PromotionCodeId random(Mode mode) {
        return new PromotionCodeId(SHAPE.random(mode));
    }

    public static boolean matches(String text) {
        return SHAPE.matches(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
