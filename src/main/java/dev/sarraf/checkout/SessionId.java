package dev.sarraf.checkout;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;

/// A checkout session's id, `cs_…`. Whoever knows it can open the payment page, so it has 190 random bits.
public record SessionId(String text) {
    private static final IdShape SHAPE = IdShape.secret("cs");

    public SessionId {
        SHAPE.require(text);
    }

    public static SessionId random(Mode mode) {
        return new SessionId(SHAPE.random(mode));
    }

    public static boolean matches(String text) {
        return SHAPE.matches(text);
    }

    public Mode mode() {
        return IdShape.modeOf(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
