package dev.sarraf.payments;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;

/// A refund's id, `re_…`, which is also its transaction id at the bank.
public record RefundId(String text) {
    private static final IdShape SHAPE = IdShape.of("re");

    public RefundId {
        SHAPE.require(text);
    }

    static RefundId random(Mode mode) {
        return new RefundId(SHAPE.random(mode));
    }

    static boolean matches(String text) {
        return SHAPE.matches(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
