package dev.sarraf.openapi;

import java.util.List;
import java.util.Optional;

/// All that belongs to one kind of object.
///
/// @param page the last part of its address
public record Chapter(
        String page, String name, Prose description, List<Action> actions, List<Notice> notices, List<Thing> things) {
    /// An event.
    public record Notice(String type, Prose summary, List<Field> object, Optional<String> example) {}

    /// An object that answers and events hold.
    public record Thing(String name, Prose description, List<Field> fields) {}
}
