package dev.sarraf.page;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The fonts that a merchant wants, as far as a customer's device has them: a name is looked for there and nowhere
/// else, so that no font is ever loaded. What is no plain name is left out.
record FontList(List<String> names) {
    private static final Set<String> GENERIC =
            Set.of("serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-rounded");

    /// Letters, digits, spaces, hyphens: nothing that ends a string, a declaration or an element.
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} -]{0,63}");

    /// As many as style sheets of real shops name.
    private static final int MOST = 10;

    static FontList parse(String list) {
        return new FontList(Stream.of(list.split(",", -1))
                .map(FontList::bare)
                .filter(name -> NAME.matcher(name).matches())
                .limit(MOST)
                .toList());
    }

    private static String bare(String name) {
        var trimmed = name.strip();
        boolean quoted = trimmed.matches("\"[^\"]*\"|'[^']*'");
        return quoted ? trimmed.substring(1, trimmed.length() - 1).strip() : trimmed;
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /// As a style sheet lists them; a name is quoted, so that it can be nothing but a name.
    String css() {
        return names.stream()
                .map(name -> GENERIC.contains(name.toLowerCase(Locale.ROOT))
                        ? name.toLowerCase(Locale.ROOT)
                        : "\"" + name + "\"")
                .collect(Collectors.joining(", "));
    }
}
