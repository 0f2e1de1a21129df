package dev.sarraf.checkout;

/// Text as people type it into a form.
final class TypedText {
    private TypedText() {}

    /// Without control characters, and without the marks that override or escape a direction (Unicode annex 9),
    /// which could make a text read otherwise than it is.
    static String clean(String typed) {
        return typed.replaceAll("[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]", " ")
                .strip();
    }

    /// The same, with the digits of Arabic and Persian keyboards, and their decimal sign, written as Western ones.
    static String western(String typed) {
        var text = new StringBuilder();
        clean(typed).codePoints().forEach(character -> {
            int digit = Character.digit(character, 10);
            text.appendCodePoint(digit >= 0 ? '0' + digit : character == '\u066b' ? '.' : character);
        });
        return text.toString();
    }
}
