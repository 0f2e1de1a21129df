package dev.sarraf.http;

import dev.sarraf.ids.Mode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// All addresses of the server.
///
/// Those that need a key exist in each mode on their own, since the key chooses the mode: the same address leads to
/// the objects of one mode or of the other. An address that only the other mode has does not exist for a key.
///
/// @param open those that need no key
/// @param keyed those that need one, by mode
public record Routes(List<Route> open, Map<Mode, List<Route>> keyed) {
    public Routes {
        if (open.stream().anyMatch(Routes::needsKey)
                || !keyed.values().stream().flatMap(List::stream).allMatch(Routes::needsKey)) {
            throw new IllegalArgumentException("bug: a route stands where it does not belong");
        }
        open = List.copyOf(open);
        keyed = Map.copyOf(keyed);
    }

    /// The same routes in both modes.
    public static Routes inBothModes(List<Route> routes) {
        var keyed = routes.stream().filter(Routes::needsKey).toList();
        return new Routes(
                routes.stream().filter(route -> !needsKey(route)).toList(), Map.of(Mode.TEST, keyed, Mode.LIVE, keyed));
    }

    /// Those that a key of this mode reaches.
    public List<Route> of(Mode mode) {
        return keyed.getOrDefault(mode, List.of());
    }

    /// All of them, an address of both modes twice.
    Stream<Route> all() {
        return Stream.concat(open.stream(), keyed.values().stream().flatMap(List::stream));
    }

    private static boolean needsKey(Route route) {
        return !(route.access() instanceof Access.Public);
    }
}
