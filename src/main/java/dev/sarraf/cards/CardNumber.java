package dev.sarraf.cards;

/// A primary account number: 12 to 19 digits (ISO/IEC 7812). Prints as stars and its last four digits.
public final class CardNumber {
    private final String digits;

    /// Spaces and dashes may stand between the digits, as people type them. An IllegalArgumentException, which does not
    /// repeat the text, where something else does.
    public CardNumber(String typed) {
        var stripped = typed.replaceAll("[\\s\\-\\u00a0\\u2009]", "");
        if (!stripped.matches("[0-9]{12,19}")) {
            throw new IllegalArgumentException("a card number has 12 to 19 digits");
        }
        this.digits = stripped;
    }

    /// All digits, for the one place that sends them to the bank.
    public String reveal() {
        return digits;
    }

    public String last4() {
        return digits.substring(digits.length() - 4);
    }

    /// The first six digits, which name the issuer.
    public String bin() {
        return digits.substring(0, 6);
    }

    /// Whether the check digit is right (Luhn, ISO/IEC 7812-1 annex B).
    public boolean passesLuhn() {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CardNumber number && number.digits.equals(digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return "****" + last4();
    }
}
