package dev.sarraf.money;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The currencies that a price can be in, each with its number of decimals by ISO 4217.
public enum Currency {
    EGP(2),
    USD(2),
    EUR(2),
    GBP(2),
    SAR(2),
    AED(2),
    QAR(2),
    KWD(3),
    JOD(3),
    OMR(3),
    BHD(3),
    LYD(3),
    AUD(2),
    CAD(2),
    CNY(2);

    /// What is processed and settled, whatever a price is shown in.
    public static final Currency PROCESSING = EGP;

    private final int exponent;

    Currency(int exponent) {
        this.exponent = exponent;
    }

    /// How many decimals a major unit has: 2 means that 100 minor units are one major unit.
    public int exponent() {
        return exponent;
    }

    /// The currency with this ISO code, written in either case.
    public static Optional<Currency> find(String code) {
        var upper = code.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(currency -> currency.name().equals(upper))
                .findFirst();
    }
}
