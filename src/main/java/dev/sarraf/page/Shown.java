package dev.sarraf.page;

import java.util.Locale;

/// Text of a merchant, made fit to stand among ours.
final class Shown {
    private Shown() {}

    /// Without control characters and without the marks that override or escape a direction (Unicode annex 9), which
    /// could make a line read otherwise than it is.
    static String text(String text) {
        return text.replaceAll("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069]", " ").strip();
    }

    /// The first letter, for the tile that stands in for an image.
    static String initial(String name) {
        return name.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .map(letter -> letter.toUpperCase(Locale.ROOT))
                .findFirst()
                .orElse("·");
    }
}
