package dev.sarraf.webhooks;

import dev.sarraf.events.EventFilter;
import dev.sarraf.http.Fields;
import java.util.LinkedHashSet;
import java.util.List;

/// Reads a list of names of events and families.
final class Selectors {
    private static final int MOST = 100;
    private static final int LONGEST = 100;

    private Selectors() {}

    /// What the field selects, each selector once; everything where it was not sent.
    static EventFilter read(Fields fields, String name) {
        var selectors = fields.texts(name, MOST, LONGEST);
        for (int i = 0; i < selectors.size(); i++) {
            if (!EventFilter.knows(selectors.get(i))) {
                throw fields.invalid(
                        name + "[" + i + "]", "must be the name of an event, a family such as checkout.*, or *.");
            }
        }
        return new EventFilter(List.copyOf(new LinkedHashSet<>(selectors)));
    }
}
