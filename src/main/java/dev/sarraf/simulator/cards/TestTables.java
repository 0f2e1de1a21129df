package dev.sarraf.simulator.cards;

import java.util.Map;
import java.util.Optional;

/// The published tables that turn a card's expiry date, its security code and the billing street into answers.
public final class TestTables {
    /// The expiry date decides what the bank says, for every card.
    private static final Map<String, Verdict> EXPIRIES = Map.of(
            "01/39", Verdict.APPROVED,
            "05/39", Verdict.DECLINED,
            "04/27", Verdict.EXPIRED,
            "08/28", Verdict.TIMED_OUT,
            "01/37", Verdict.ACQUIRER_ERROR,
            "02/37", Verdict.UNSPECIFIED,
            "05/37", Verdict.UNKNOWN,
            "01/27", Verdict.NO_FUNDS);

    /// The security code decides how it compares; four digits where the brand has four. 123 and its likes are what
    /// Egyptian providers tell their merchants to type.
    private static final Map<String, CodeMatch> SECURITY_CODES = Map.of(
            "100", CodeMatch.MATCH,
            "123", CodeMatch.MATCH,
            "101", CodeMatch.NOT_PROCESSED,
            "102", CodeMatch.NO_MATCH,
            "1000", CodeMatch.MATCH,
            "1230", CodeMatch.MATCH,
            "1234", CodeMatch.MATCH,
            "1010", CodeMatch.NOT_PROCESSED,
            "1020", CodeMatch.NO_MATCH);

    /// The street, whole and as written here, decides how the address compares.
    private static final Map<String, String> STREETS = Map.ofEntries(
            Map.entry("Alpha St", "ADDRESS_MATCH"),
            Map.entry("Gamma St", "NOT_VERIFIED"),
            Map.entry("November St", "NO_MATCH"),
            Map.entry("Romeo St", "SERVICE_NOT_AVAILABLE_RETRY"),
            Map.entry("Sierra St", "SERVICE_NOT_SUPPORTED"),
            Map.entry("Uniform St", "NOT_AVAILABLE"),
            Map.entry("Whiskey St", "ZIP_MATCH"),
            Map.entry("X-ray St", "ADDRESS_ZIP_MATCH"),
            Map.entry("Kilo St", "NAME_MATCH"),
            Map.entry("Oscar St", "NAME_ADDRESS_MATCH"),
            Map.entry("Lima St", "NAME_ZIP_MATCH"),
            Map.entry("Zero St", "NOT_REQUESTED"));

    private TestTables() {}

    /// What the bank says to a card of this expiry date: a decline that names the reason where no table lists it.
    public static Verdict verdict(Expiry expiry) {
        return EXPIRIES.getOrDefault(expiry.toString(), Verdict.NOT_IN_TABLE);
    }

    /// How the security code compares. Codes outside the table are accepted and not processed.
    public static CodeMatch match(SecurityCode code) {
        return SECURITY_CODES.getOrDefault(code.reveal(), CodeMatch.NOT_PROCESSED);
    }

    /// The gateway's word for how the address compares; nothing where the table does not list the street.
    public static Optional<String> addressMatch(String street) {
        return Optional.ofNullable(STREETS.get(street));
    }

    /// How a security code compares with the issuer's, and the acquirer's letter for it.
    public enum CodeMatch {
        MATCH("M"),
        NOT_PROCESSED("P"),
        NO_MATCH("N");

        private final String acquirerCode;

        CodeMatch(String acquirerCode) {
            this.acquirerCode = acquirerCode;
        }

        public String acquirerCode() {
            return acquirerCode;
        }
    }
}
