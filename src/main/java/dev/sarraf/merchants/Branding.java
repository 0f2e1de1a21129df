package dev.sarraf.merchants;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a page looks like, as far as a merchant has set it. What is not set comes from elsewhere.
///
/// @param values one for each [Setting] that is set, each allowed by it
public record Branding(Map<Setting, String> values) {
    /// Nothing is set.
    public static final Branding NONE = new Branding(Map.of());

    /// What a page looks like where nobody says anything: the colors are the page's own.
    public static final Branding STANDARD = new Branding(Map.of(
            Setting.COLOR_MODE, "system",
            Setting.BORDER_STYLE, "rounded",
            Setting.SPACING, "normal",
            Setting.INPUT_SIZE, "medium",
            Setting.INPUT_STYLE, "outlined",
            Setting.FORM_LAYOUT, "spacious"));

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String COLORS = "colors";

    /// One thing that can be set, by the name that it has in the API. Colors stand together in an object.
    public enum Setting {
        COLOR_MODE("colorMode", "light|dark|system"),
        BORDER_STYLE("borderStyle", "rounded|sharp|pill"),
        SPACING("spacing", "condensed|normal|spacious"),
        INPUT_SIZE("inputSize", "small|medium|large"),
        INPUT_STYLE("inputStyle", "flat|outlined|filled"),
        FORM_LAYOUT("formLayout", "compact|spacious"),
        FONT_FAMILY("fontFamily", ""),
        PRIMARY("primary", ""),
        PRIMARY_FOREGROUND("primaryForeground", ""),
        BACKGROUND("background", ""),
        FOREGROUND("foreground", ""),
        BORDER("border", ""),
        INPUT("input", ""),
        RING("ring", ""),
        MUTED("muted", ""),
        MUTED_FOREGROUND("mutedForeground", ""),
        ACCENT("accent", ""),
        ACCENT_FOREGROUND("accentForeground", ""),
        DESTRUCTIVE("destructive", "");

        /// The longest value of [#FONT_FAMILY].
        public static final int LONGEST_FONT = 512;

        private static final String COLOR = "#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})";

        private final String text;
        private final String choices;

        Setting(String text, String choices) {
            this.text = text;
            this.choices = choices;
        }

        /// Its name within its object: `colorMode`, or `primary` within `colors`.
        public String text() {
            return text;
        }

        /// Whether it stands in the object `colors`.
        public boolean isColor() {
            return compareTo(PRIMARY) >= 0;
        }

        /// The values that it can have, in lower case; empty where there are more than can be listed.
        public List<String> choices() {
            return choices.isEmpty() ? List.of() : List.of(choices.split("\\|", -1));
        }

        /// Whether it can have this value.
        public boolean allows(String value) {
            if (isColor()) {
                return value.matches(COLOR);
            }
            return choices.isEmpty()
                    ? !value.isEmpty() && value.codePointCount(0, value.length()) <= LONGEST_FONT
                    : choices().contains(value);
        }

        /// The settings that stand beside the colors, and the colors.
        public static List<Setting> all(boolean colors) {
            return Arrays.stream(values())
                    .filter(setting -> setting.isColor() == colors)
                    .toList();
        }
    }

    public Branding {
        values.forEach((setting, value) -> {
            if (!setting.allows(value)) {
                throw new IllegalArgumentException("not a value of " + setting);
            }
        });
        values = Map.copyOf(values);
    }

    public Optional<String> get(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /// This, and where it says nothing, that: setting by setting.
    public Branding over(Branding defaults) {
        var merged = new EnumMap<Setting, String>(Setting.class);
        merged.putAll(defaults.values);
        merged.putAll(values);
        return new Branding(merged);
    }

    /// As the API and the database hold it: the same text for the same settings. Without colors there is no
    /// `colors`.
    public String json() {
        var json = MAPPER.createObjectNode();
        Setting.all(false).forEach(setting -> get(setting).ifPresent(value -> json.put(setting.text(), value)));
        var colors = MAPPER.createObjectNode();
        Setting.all(true).forEach(setting -> get(setting).ifPresent(value -> colors.put(setting.text(), value)));
        if (!colors.isEmpty()) {
            json.set(COLORS, colors);
        }
        return MAPPER.writeValueAsString(json);
    }

    /// What [#json] wrote.
    public static Branding of(String json) {
        var tree = MAPPER.readTree(json);
        var values = new EnumMap<Setting, String>(Setting.class);
        Setting.all(false).forEach(setting -> read(tree.path(setting.text()), setting, values));
        Setting.all(true).forEach(setting -> read(tree.path(COLORS).path(setting.text()), setting, values));
        return new Branding(values);
    }

    private static void read(JsonNode node, Setting setting, Map<Setting, String> values) {
        if (node.isString()) {
            values.put(setting, node.stringValue());
        }
    }
}
