package dev.sarraf.customers;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;

/// A customer's id, `cus_…`, of a registered one and of a guest alike.
public record CustomerId(String text) {
    private static final IdShape SHAPE = IdShape.of("cus");

    public CustomerId {
        SHAPE.require(text);
    }

    static CustomerId random(Mode mode) {
        return new CustomerId(SHAPE.random(mode));
    }

    public static boolean matches(String text) {
        return SHAPE.matches(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
