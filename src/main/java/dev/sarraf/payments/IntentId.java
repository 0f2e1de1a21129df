package dev.sarraf.payments;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;

/// A payment intent's id, `pi_…`, which is also the order id at the bank.
public record IntentId(String text) {
    private static final IdShape SHAPE = IdShape.of("pi");

    public IntentId {
        SHAPE.require(text);
    }

    public static IntentId random(Mode mode) {
        return new IntentId(SHAPE.random(mode));
    }

    static boolean matches(String text) {
        return SHAPE.matches(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
