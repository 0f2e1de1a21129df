package dev.sarraf.page;

import dev.sarraf.money.Digits;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What the pages speak.
public enum Language {
    EN("en", "ltr"),
    AR("ar", "rtl");

    /// No real browser lists so many languages that it needs more.
    private static final int LONGEST_HEADER = 200;

    private final String tag;
    private final String direction;

    Language(String tag, String direction) {
        this.tag = tag;
        this.direction = direction;
    }

    /// As `lang` attributes and our links write it.
    public String tag() {
        return tag;
    }

    /// As the `dir` attribute writes it.
    public String direction() {
        return direction;
    }

    public Locale locale() {
        return Locale.of(tag);
    }

    /// The one that a switch on the page leads to.
    public Language other() {
        return this == EN ? AR : EN;
    }

    public static Optional<Language> find(String tag) {
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(tag))
                .findFirst();
    }

    static Optional<Language> of(Locale locale) {
        return find(locale.getLanguage());
    }

    /// The first of ours in a browser's list, by its weights (RFC 9110, 12.5.4). A list that cannot be read names none.
    static Optional<Language> preferred(String acceptLanguage) {
        if (acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST_HEADER) {
            return Optional.empty();
        }
        try {
            return Locale.LanguageRange.parse(acceptLanguage).stream()
                    .filter(range -> range.getWeight() > 0)
                    .flatMap(range -> find(range.getRange().split("-", 2)[0]).stream())
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The digits that a browser's list asks for in this language by its Unicode locale, as `ar-EG-u-nu-arab` does.
    /// Western where it says nothing.
    Digits digits(String acceptLanguage) {
        if (this != AR || acceptLanguage.length() > LONGEST_HEADER) {
            return Digits.WESTERN;
        }
        return Arrays.stream(acceptLanguage.split(",", -1))
                        .map(range -> Locale.forLanguageTag(range.split(";", 2)[0].strip()))
                        .filter(locale -> locale.getLanguage().equals(tag))
                        .findFirst()
                        .filter(locale ->
                                Digits.ARABIC_INDIC.numberingSystem().equals(locale.getUnicodeLocaleType("nu")))
                        .isPresent()
                ? Digits.ARABIC_INDIC
                : Digits.WESTERN;
    }

    /// The plural category of a whole number in this language (CLDR plural rules).
    String pluralOf(long count) {
        return switch (this) {
            case EN -> count == 1 ? "one" : "other";
            case AR -> arabicPluralOf(count);
        };
    }

    private static String arabicPluralOf(long count) {
        long hundredth = count % 100;
        if (count <= 2) {
            return count == 0 ? "zero" : count == 1 ? "one" : "two";
        }
        return hundredth >= 3 && hundredth <= 10 ? "few" : hundredth >= 11 ? "many" : "other";
    }
}
