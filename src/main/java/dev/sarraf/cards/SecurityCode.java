package dev.sarraf.cards;

/// The three or four digits on a card that must never be stored. Prints as stars.
public final class SecurityCode {
    private final String digits;

    public SecurityCode(String typed) {
        var stripped = typed.strip();
        if (!stripped.matches("[0-9]{3,4}")) {
            throw new IllegalArgumentException("a security code has 3 or 4 digits");
        }
        this.digits = stripped;
    }

    /// The digits, for the one place that sends them to the bank.
    public String reveal() {
        return digits;
    }

    @Override
    public String toString() {
        return "***";
    }
}
