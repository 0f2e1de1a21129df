package dev.sarraf.events;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which events somebody wants, in the selectors that they asked with: names, families such as `checkout.*`, or
/// `*`. None at all means every event, those included that are added one day.
public record EventFilter(List<String> selectors) {
    private static final Set<String> KNOWN = Arrays.stream(EventType.values())
            .flatMap(type -> type.selectors().stream())
            .collect(Collectors.toUnmodifiableSet());

    public EventFilter {
        selectors = List.copyOf(selectors);
    }

    public static EventFilter everything() {
        return new EventFilter(List.of());
    }

    /// Whether any event can ever match this selector.
    public static boolean knows(String selector) {
        return KNOWN.contains(selector);
    }

    /// The names of the types that it matches; empty where it matches every one, those included that are added
    /// one day.
    Optional<List<String>> names() {
        return selectors.isEmpty() || selectors.contains("*")
                ? Optional.empty()
                : Optional.of(Arrays.stream(EventType.values())
                        .filter(this::matches)
                        .map(EventType::text)
                        .toList());
    }

    public boolean matches(EventType type) {
        return selectors.isEmpty() || type.selectors().stream().anyMatch(selectors::contains);
    }
}
