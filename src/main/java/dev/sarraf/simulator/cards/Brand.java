package dev.sarraf.simulator.cards;

/// Whose card it is, as far as the brand decides how an authentication or a security code looks.
public enum Brand {
    MASTERCARD(Scheme.MASTERCARD, "CREDIT"),
    MAESTRO(Scheme.MASTERCARD, "DEBIT"),
    VISA(Scheme.OTHER, "CREDIT"),
    AMEX(Scheme.OTHER, "CREDIT"),
    DINERS_CLUB(Scheme.OTHER, "CREDIT"),
    JCB(Scheme.OTHER, "CREDIT"),
    DISCOVER(Scheme.OTHER, "CREDIT"),
    UATP(Scheme.OTHER, "CHARGE"),
    CHINA_UNIONPAY(Scheme.OTHER, "CREDIT"),
    LOCAL_BRAND_ONLY(Scheme.OTHER, "DEBIT");

    private final Scheme scheme;
    private final String fundingMethod;

    Brand(Scheme scheme, String fundingMethod) {
        this.scheme = scheme;
        this.fundingMethod = fundingMethod;
    }

    /// The electronic commerce indicators that this brand gives to the ends of an authentication.
    public Ecis ecis() {
        return switch (scheme) {
            case MASTERCARD -> new Ecis("02", "01", "00", "06");
            case OTHER -> new Ecis("05", "06", "07", "06");
        };
    }

    public String fundingMethod() {
        return fundingMethod;
    }

    /// Whether such cards carry a security code at all.
    public boolean hasSecurityCode() {
        return this != UATP;
    }

    /// How many digits the security code of such a card has.
    public int securityCodeLength() {
        return this == AMEX ? 4 : 3;
    }

    /// Electronic commerce indicators: the issuer said yes, did not take part, said no, or need not be asked.
    public record Ecis(String authenticated, String attempted, String failed, String exempt) {}

    /// Mastercard counts its indicators from 00, everybody else from 05.
    private enum Scheme {
        MASTERCARD,
        OTHER
    }
}
