package dev.sarraf.events;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;

/// An event's id, `evt_…`. It stays the same however often the event is sent, so receivers drop duplicates by it.
public record EventId(String text) {
    private static final IdShape SHAPE = IdShape.of("evt");

    public EventId {
        SHAPE.require(text);
    }

    public static EventId random(Mode mode) {
        return new EventId(SHAPE.random(mode));
    }

    /// Whether this can be the id of an event.
    public static boolean matches(String text) {
        return SHAPE.matches(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
