package dev.sarraf.simulator.cards;

/// The digits of a card, which print as stars wherever they are printed without intent.
public final class CardNumber {
    private final String digits;

    /// Checks the form, not the check digit: published test numbers do without.
    ///
    /// @throws IllegalArgumentException if `digits` are not 12 to 19 ASCII digits; the message does not repeat them
    public CardNumber(String digits) {
        if (!digits.matches("[0-9]{12,19}")) {
            throw new IllegalArgumentException("a card number has 12 to 19 digits");
        }
        this.digits = digits;
    }

    /// All digits, for the sealed store and the table of test cards.
    public String reveal() {
        return digits;
    }

    /// The first six and the last four digits, with an `x` for each digit between: `512345xxxxxx0008`.
    public String masked() {
        return digits.substring(0, 6) + "x".repeat(digits.length() - 10) + digits.substring(digits.length() - 4);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CardNumber number && digits.equals(number.digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
