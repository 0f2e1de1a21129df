package dev.sarraf.checkout;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;

/// A payment link's id, `plink_…`. Whoever knows it can open the link's page.
public record PaymentLinkId(String text) {
    private static final IdShape SHAPE = IdShape.of("plink");

    public PaymentLinkId {
        SHAPE.require(text);
    }

    public static PaymentLinkId random(Mode mode) {
        return new PaymentLinkId(SHAPE.random(mode));
    }

    public static boolean matches(String text) {
        return SHAPE.matches(text);
    }

    Mode mode() {
        return IdShape.modeOf(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
