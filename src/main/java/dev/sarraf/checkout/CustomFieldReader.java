package dev.sarraf.checkout;

import dev.sarraf.checkout.CustomField.Limit;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Reads `customFields`.
final class CustomFieldReader {
    private static final int MAX_OPTIONS = 200;
    private static final int LONGEST_LABEL = 200;
    private static final int LONGEST_KEY = 40;

    /// Nobody types more into one field of a payment page.
    private static final long MOST_CHARACTERS = 1_000;

    private CustomFieldReader() {}

    /// What is to be said of each field.
    enum Optionality {
        REQUIRED_UNLESS_SAID,
        ALWAYS_SAID
    }

    /// @param most how many fields there may be
    static List<CustomField> read(Fields body, int most, Optionality optionality) {
        var fields = new ArrayList<CustomField>();
        var keys = new HashSet<String>();
        for (var item : body.objects("customFields", most)) {
            fields.add(field(item, keys, fields.size() + 1, optionality));
        }
        return fields;
    }

    private static CustomField field(Fields item, Set<String> keys, int position, Optionality optionality) {
        var label = item.required("label", item.text("label", LONGEST_LABEL));
        var type = item.required("type", item.choice("type", CustomField.Type.class));
        var field = new CustomField(
                key(label, keys, position),
                label,
                type,
                isOptional(item, optionality),
                limit(item, type),
                options(item, type),
                Optional.empty());
        item.end();
        return field;
    }

    private static boolean isOptional(Fields item, Optionality optionality) {
        var optional = item.flag("isOptional");
        return switch (optionality) {
            case REQUIRED_UNLESS_SAID -> optional.orElse(false);
            case ALWAYS_SAID -> item.required("isOptional", optional);
        };
    }

    /// Speaks of the label where that is in Latin letters, since developers read keys.
    private static String key(String label, Set<String> keys, int position) {
        var spelt = label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        var key = spelt.isEmpty() || spelt.length() > LONGEST_KEY || keys.contains(spelt) ? "field_" + position : spelt;
        keys.add(key);
        return key;
    }

    private static Optional<Limit> limit(Fields item, CustomField.Type type) {
        var kind = item.choice("limitType", Limit.Kind.class);
        var minimum = item.whole("minCharacters", 1, MOST_CHARACTERS);
        var maximum = item.whole("maxCharacters", 1, MOST_CHARACTERS);
        boolean limited = item.flag("hasLimits").orElse(kind.isPresent());
        if (!limited) {
            return Optional.empty();
        }
        if (type == CustomField.Type.DROPDOWN || type == CustomField.Type.CHECKBOX) {
            throw item.invalid("hasLimits", "goes with the types TEXT and NUMBER only.");
        }
        return Optional.of(
                switch (item.required("limitType", kind)) {
                    case AT_MOST ->
                        new Limit(Limit.Kind.AT_MOST, Optional.empty(), needed(item, "maxCharacters", maximum));
                    case AT_LEAST ->
                        new Limit(Limit.Kind.AT_LEAST, needed(item, "minCharacters", minimum), Optional.empty());
                    case EXACTLY -> exactly(item, minimum, maximum);
                    case BETWEEN -> between(item, minimum, maximum);
                });
    }

    /// One of the two says it; where both do, they have to agree.
    private static Limit exactly(Fields item, OptionalLong minimum, OptionalLong maximum) {
        var either = maximum.isPresent() ? maximum : minimum;
        var exactly = needed(item, "maxCharacters", either);
        if (minimum.isPresent() && minimum.getAsLong() != exactly.orElseThrow()) {
            throw item.invalid("minCharacters", "must be equal to maxCharacters for EXACTLY, or be left out.");
        }
        return new Limit(Limit.Kind.EXACTLY, exactly, exactly);
    }

    private static Limit between(Fields item, OptionalLong minimum, OptionalLong maximum) {
        var limit = new Limit(
                Limit.Kind.BETWEEN, needed(item, "minCharacters", minimum), needed(item, "maxCharacters", maximum));
        if (limit.minimum().orElseThrow() > limit.maximum().orElseThrow()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_OUT_OF_RANGE,
                    item.pathOf("minCharacters"),
                    item.pathOf("minCharacters") + " must not be larger than maxCharacters.");
        }
        return limit;
    }

    private static Optional<Long> needed(Fields item, String name, OptionalLong value) {
        return Optional.of(item.required(name, value));
    }

    private static List<String> options(Fields item, CustomField.Type type) {
        var options = new ArrayList<String>();
        for (var option : item.objects("dropdownOptions", MAX_OPTIONS)) {
            var label = option.required("label", option.text("label", LONGEST_LABEL));
            if (options.contains(label)) {
                throw option.invalid("label", "stands twice in the list.");
            }
            options.add(label);
            option.end();
        }
        if (type == CustomField.Type.DROPDOWN && options.isEmpty()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_MISSING,
                    item.pathOf("dropdownOptions"),
                    "Missing required parameter: " + item.pathOf("dropdownOptions"));
        }
        if (type != CustomField.Type.DROPDOWN && !options.isEmpty()) {
            throw item.invalid("dropdownOptions", "goes with the type DROPDOWN only.");
        }
        return options;
    }
}
