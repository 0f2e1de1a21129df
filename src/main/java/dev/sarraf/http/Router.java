package dev.sarraf.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Finds the route of a request.
final class Router {
    /// What a request's address leads to.
    sealed interface Match {
        record Found(Route route, Map<String, String> path) implements Match {}

        /// The address exists for other methods, which are listed for the `Allow` header.
        record WrongMethod(String allowed) implements Match {}

        record Nothing() implements Match {}
    }

    private record Template(Route route, List<String> segments) {
        Optional<Map<String, String>> match(List<String> path) {
            if (path.size() != segments.size()) {
                return Optional.empty();
            }
            Map<String, String> found = new HashMap<>();
            for (int i = 0; i < path.size(); i++) {
                var segment = segments.get(i);
                if (segment.startsWith("{")) {
                    found.put(segment.substring(1, segment.length() - 1), path.get(i));
                } else if (!segment.equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(found);
        }
    }

    private final List<Template> templates;

    Router(Stream<Route> routes) {
        this.templates =
                routes.map(route -> new Template(route, segments(route.path()))).toList();
    }

    Match find(String method, String path) {
        var wanted = segments(path);
        var allowed = new TreeSet<String>();
        var found = new ArrayList<Match.Found>();
        for (var template : templates) {
            template.match(wanted).ifPresent(parameters -> {
                allowed.add(template.route().method());
                if (template.route().method().equals(method)) {
                    found.add(new Match.Found(template.route(), parameters));
                }
            });
        }
        if (!found.isEmpty()) {
            return found.getFirst();
        }
        return allowed.isEmpty() ? new Match.Nothing() : new Match.WrongMethod(String.join(", ", allowed));
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }
}
