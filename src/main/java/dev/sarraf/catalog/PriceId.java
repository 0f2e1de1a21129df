package dev.sarraf.catalog;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;

/// A price's id, `price_…`.
public record PriceId(String text) {
    private static final IdShape SHAPE = IdShape.of("price");

    public PriceId {
        SHAPE.require(text);
    }

    public static PriceId random(Mode mode) {
        return new PriceId(SHAPE.random(mode));
    }

    public static boolean matches(String text) {
        return SHAPE.matches(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
