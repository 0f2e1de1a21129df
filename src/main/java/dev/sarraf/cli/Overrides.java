package dev.sarraf.cli;

import dev.sarraf.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What somebody wants to be other than usual in the object that an event is about, as values of the request
/// that makes it.
record Overrides(List<One> all) {
    /// One of them: `data.object.metadata.order=7`.
    ///
    /// @param path the names that lead to the value, the object itself left out; numbers are places in a list
    record One(List<String> path, JsonNode value) {}

    /// The most places that a list is made to have.
    private static final int MOST = 100;

    Overrides {
        all = List.copyOf(all);
    }

    /// The request with these values in it.
    ObjectNode in(ObjectNode request) {
        var copy = request.deepCopy();
        all.forEach(one -> put(copy, one));
        return copy;
    }

    private static void put(JsonNode root, One one) {
        var node = root;
        for (var name : one.path().subList(0, one.path().size() - 1)) {
            node = child(node, name);
        }
        var last = one.path().getLast();
        switch (node) {
            case ObjectNode object -> object.set(last, one.value());
            case ArrayNode list -> {
                int place = place(list, last);
                if (place == list.size()) {
                    list.add(one.value());
                } else {
                    list.set(place, one.value());
                }
            }
            default ->
                throw new CommandFailed(String.join(".", one.path()) + " leads into something that has no parts.");
        }
    }

    private static JsonNode child(JsonNode node, String name) {
        return switch (node) {
            case ObjectNode object when object.path(name).isContainer() -> object.path(name);
            case ObjectNode object -> object.putObject(name);
            case ArrayNode list when place(list, name) < list.size() -> list.get(place(list, name));
            case ArrayNode list -> list.addObject();
            default -> throw new CommandFailed("\"" + name + "\" is no part of what has no parts.");
        };
    }

    private static int place(ArrayNode list, String name) {
        if (!name.matches("[0-9]{1,3}") || Integer.parseInt(name) > Math.min(list.size(), MOST)) {
            throw new CommandFailed("\"" + name + "\" is no place in a list of " + list.size() + ".");
        }
        return Integer.parseInt(name);
    }

    /// Reads one.
    static final class Text implements ITypeConverter<One> {
        private static final Pattern FORM =
                Pattern.compile("data\\.object\\.([^=.]+(?:\\.[^=.]+)*)=(.*)", Pattern.DOTALL);

        @Override
        public One convert(String text) {
            var match = FORM.matcher(text);
            if (!match.matches()) {
                throw new TypeConversionException("an override is written like data.object.metadata.order=7");
            }
            var path = new ArrayList<>(List.of(match.group(1).split("\\.", -1)));
            return new One(path, value(path.getFirst(), match.group(2)));
        }

        /// As JSON where it is some, and metadata always as text, which nothing else can be there.
        private static JsonNode value(String field, String text) {
            var asText = Json.object().put("value", text).path("value");
            if (field.equals("metadata")) {
                return asText;
            }
            try {
                return Json.readOwn(text);
            } catch (JacksonException e) {
                return asText;
            }
        }
    }
}
