package dev.sarraf.simulator.cards;

/// Month 1 to 12 and the last two digits of a year, as printed on a card.
public record Expiry(int month, int year) {
    public Expiry {
        if (month < 1 || month > 12 || year < 0 || year > 99) {
            throw new IllegalArgumentException("no such expiry date");
        }
    }

    /// Reads `01` or `1` and `39`.
    ///
    /// @throws IllegalArgumentException if either is anything else than a month or a two-digit year
    public static Expiry parse(String month, String year) {
        if (!month.matches("0?[1-9]|1[0-2]") || !year.matches("[0-9]{2}")) {
            throw new IllegalArgumentException("no such expiry date");
        }
        return new Expiry(Integer.parseInt(month), Integer.parseInt(year));
    }

    /// `01/39`.
    @Override
    public String toString() {
        return "%02d/%02d".formatted(month, year);
    }
}
