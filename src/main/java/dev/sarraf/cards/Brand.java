package dev.sarraf.cards;

import java.util.List;
import java.util.Locale;

/// The scheme whose rules a card follows, known by the first six digits of its number.
///
/// A national scheme is looked for before the international one whose range it sits in (Meeza inside Maestro's 50,
/// mada inside Visa's and Mastercard's), and a range shared by contract goes to the scheme that runs it. The ranges
/// are those of ISO/IEC 7812 assignments that the schemes publish; of mada's co-branded ranges only those are here
/// whose cards the gateway publishes for testing, since the others are charged as Visa and Mastercard all the same.
public enum Brand {
    MEEZA(3, "507803", "507808"),
    MADA(3, "968200-968299", "529741", "543357", "422818", "486094", "873646"),
    JAYWAN(3, "669010"),
    PAYPAK(3, "220500-220599"),
    UNIONPAY(3, "620000-629999", "810000-817199"),
    AMEX(4, "340000-349999", "370000-379999"),
    DINERS(3, "300000-305999", "309000-309999", "360000-369999", "380000-399999"),
    JCB(3, "352800-358999"),
    DISCOVER(3, "601100-601199", "644000-659999"),
    MASTERCARD(3, "510000-559999", "222100-272099"),
    MAESTRO(3, "500000-509999", "560000-589999", "630400-630499", "639000-639099", "670000-679999"),
    VISA(3, "400000-499999"),
    /// Cards of airlines. They carry no security code and know no 3-D Secure.
    UATP(0, "100000-199999"),
    UNKNOWN(3);

    private final int securityCodeLength;
    /// Made by `toList()`, which cannot be changed.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Range> ranges;

    Brand(int securityCodeLength, String... ranges) {
        this.securityCodeLength = securityCodeLength;
        this.ranges = List.of(ranges).stream().map(Range::parse).toList();
    }

    /// The first brand in the order of this enum that owns the number's first six digits.
    public static Brand of(CardNumber number) {
        return ofBin(number.bin());
    }

    /// As [#of], for the six digits that stay readable in a masked number. Anything else is [#UNKNOWN].
    public static Brand ofBin(String bin) {
        if (!bin.matches("[0-9]{6}")) {
            return UNKNOWN;
        }
        int digits = Integer.parseInt(bin);
        for (var brand : values()) {
            if (brand.ranges.stream().anyMatch(range -> range.holds(digits))) {
                return brand;
            }
        }
        return UNKNOWN;
    }

    /// As the API shows it: `mastercard`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// How many digits the code on the card has: three, on American Express four, none where it has no code.
    public int securityCodeLength() {
        return securityCodeLength;
    }

    private record Range(int first, int last) {
        static Range parse(String text) {
            var ends = text.split("-", 2);
            return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }

        boolean holds(int digits) {
            return first <= digits && digits <= last;
        }
    }
}
