package dev.sarraf.merchants;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;

/// The name of an API key, `key_…`: it tells which key is meant and opens nothing.
public record KeyId(String text) {
    private static final IdShape SHAPE = IdShape.of("key");

    public KeyId {
        SHAPE.require(text);
    }

    public static KeyId random(Mode mode) {
        return new KeyId(SHAPE.random(mode));
    }

    public static boolean matches(String text) {
        return SHAPE.matches(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
