package dev.sarraf.catalog;

import dev.sarraf.http.Fields;
import java.util.Optional;

/// What a PATCH does to a field that may be empty: leaves it, clears it by null, or gives it another value.
record Edit<T>(boolean mentioned, Optional<T> value) {
    static <T> Edit<T> read(Fields fields, String name, Optional<T> value) {
        return new Edit<>(fields.mentions(name), value);
    }

    /// What the field holds afterwards.
    Optional<T> of(Optional<T> before) {
        return mentioned ? value : before;
    }
}
