package dev.sarraf.events;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;

/// The id of a place that events are sent to, `we_…`.
public record EndpointId(String text) {
    private static final IdShape SHAPE = IdShape.of("we");

    public EndpointId {
        SHAPE.require(text);
    }

    public static EndpointId random(Mode mode) {
        return new EndpointId(SHAPE.random(mode));
    }

    public static boolean matches(String text) {
        return SHAPE.matches(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
