package dev.sarraf.money;

/// The digits that numbers are written in for people.
public enum Digits {
    WESTERN("latn"),
    /// As most of the Arab world writes them, with their own separators.
    ARABIC_INDIC("arab");

    private static final char ZERO = '\u0660';
    private static final char THOUSANDS = '\u066c';
    private static final char DECIMAL = '\u066b';

    private final String numberingSystem;

    Digits(String numberingSystem) {
        this.numberingSystem = numberingSystem;
    }

    /// As the `nu` of a Unicode locale names them.
    public String numberingSystem() {
        return numberingSystem;
    }

    /// A number that was written as `1,499.00`, in these digits.
    public String write(String western) {
        return switch (this) {
            case WESTERN -> western;
            case ARABIC_INDIC ->
                western.chars()
                        .map(character -> switch (character) {
                            case ',' -> THOUSANDS;
                            case '.' -> DECIMAL;
                            default -> Character.isDigit(character) ? character - '0' + ZERO : character;
                        })
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
        };
    }
}
