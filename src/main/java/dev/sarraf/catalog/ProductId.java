package dev.sarraf.catalog;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;

/// A product's id, `prod_…`.
public record ProductId(String text) {
    private static final IdShape SHAPE = IdShape.of("prod");

    public ProductId {
        SHAPE.require(text);
    }

    public static ProductId random(Mode mode) {
        return new ProductId(SHAPE.random(mode));
    }

    public static boolean matches(String text) {
        return SHAPE.matches(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
