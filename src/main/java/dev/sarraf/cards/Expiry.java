package dev.sarraf.cards;

import java.time.YearMonth;
import java.util.regex.Pattern;

/// The month to whose end a card is valid. `year` has four digits.
public record Expiry(int month, int year) {
    private static final Pattern TYPED = Pattern.compile("\\s*(\\d{1,2})\\s*[/\\-. ]?\\s*(\\d{4}|\\d{2})\\s*");

    public Expiry {
        if (month < 1 || month > 12) {
            throw new IllegalArgumentException("a month is 1 to 12");
        }
        if (year < 2000 || year > 2099) {
            throw new IllegalArgumentException("a year is 2000 to 2099");
        }
    }

    /// Reads what people type and browsers fill in: `01/39`, `01 / 39`, `0139`, `1/2039`, `01/2039`.
    public static Expiry parse(String typed) {
        var matcher = TYPED.matcher(typed);
        if (typed.length() > 20 || !matcher.matches()) {
            throw new IllegalArgumentException("an expiry is a month and a year");
        }
        int year = Integer.parseInt(matcher.group(2));
        return new Expiry(Integer.parseInt(matcher.group(1)), year < 100 ? 2000 + year : year);
    }

    public YearMonth yearMonth() {
        return YearMonth.of(year, month);
    }

    /// Whether the card is no longer valid in this month. It still is in the month that it names.
    public boolean isOver(YearMonth thisMonth) {
        return yearMonth().isBefore(thisMonth);
    }

    /// Two digits each, as on the card: `01/39`.
    @Override
    public String toString() {
        return "%02d/%02d".formatted(month, year % 100);
    }
}
