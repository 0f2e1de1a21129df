package dev.sarraf.payments;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;

/// A charge's id, `ch_…`. It is allotted when the customer presses the button, so it also names the attempt to
/// pay that may become a charge, and is the transaction id at the bank.
public record ChargeId(String text) {
    private static final IdShape SHAPE = IdShape.of("ch");

    public ChargeId {
        SHAPE.require(text);
    }

    public static ChargeId random(Mode mode) {
        return new ChargeId(SHAPE.random(mode));
    }

    public static boolean matches(String text) {
        return SHAPE.matches(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
