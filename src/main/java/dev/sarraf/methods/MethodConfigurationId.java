package dev.sarraf.methods;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;

/// A payment method configuration's id, `pmc_…`.
public record MethodConfigurationId(String text) {
    private static final IdShape SHAPE = IdShape.of("pmc");

    public MethodConfigurationId {
        SHAPE.require(text);
    }

    static MethodConfigurationId random(Mode mode) {
        return new MethodConfigurationId(SHAPE.random(mode));
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
