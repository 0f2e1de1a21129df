package dev.sarraf.simulator.cards;

/// The three or four digits beside a card's number. They print as stars and are forgotten after the first payment.
public final class SecurityCode {
    private final String digits;

    /// Checks the form; which of the two lengths is right depends on the brand.
    ///
    /// @throws IllegalArgumentException if `digits` are not 3 or 4 ASCII digits; the message does not repeat them
    public SecurityCode(String digits) {
        if (!digits.matches("[0-9]{3,4}")) {
            throw new IllegalArgumentException("a security code has 3 or 4 digits");
        }
        this.digits = digits;
    }

    /// The digits, for the sealed store and the table of answers.
    public String reveal() {
        return digits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecurityCode code && digits.equals(code.digits);
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
