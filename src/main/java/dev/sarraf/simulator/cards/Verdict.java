package dev.sarraf.simulator.cards;

/// What the acquiring bank says to a charge.
///
/// @param result        SUCCESS, FAILURE or UNKNOWN
/// @param gatewayCode   the gateway's word for it
/// @param acquirerCode  the bank's two-digit word for it, empty where the bank has not spoken
/// @param message       the bank's sentence
/// @param recommendation what the gateway advises the merchant to do next
public record Verdict(String result, String gatewayCode, String acquirerCode, String message, String recommendation) {
    private static final String OTHER_CARD = "RESUBMIT_WITH_ALTERNATIVE_PAYMENT_DETAILS";
    private static final String CORRECTED_CARD = "RESUBMIT_WITH_UPDATED_PAYMENT_DETAILS";

    public static final Verdict APPROVED = new Verdict("SUCCESS", "APPROVED", "00", "Approved", "NO_ACTION");
    public static final Verdict PARTIALLY_APPROVED =
            new Verdict("SUCCESS", "PARTIALLY_APPROVED", "10", "Approved for a part of the amount", "NO_ACTION");
    public static final Verdict DECLINED = new Verdict("FAILURE", "DECLINED", "05", "Do not honor", OTHER_CARD);
    public static final Verdict UNKNOWN =
            new Verdict("UNKNOWN", "UNKNOWN", "", "Awaiting the issuer", "CHECK_TRANSACTION_STATUS_LATER");
    public static final Verdict WRONG_SECURITY_CODE =
            new Verdict("FAILURE", "DECLINED_CSC", "N7", "Security code does not match", CORRECTED_CARD);
    public static final Verdict NOT_AUTHENTICATED =
            new Verdict("FAILURE", "AUTHENTICATION_FAILED", "", "Payer authentication failed", OTHER_CARD);

    static final Verdict EXPIRED = new Verdict("FAILURE", "EXPIRED_CARD", "54", "Expired card", CORRECTED_CARD);
    static final Verdict NO_FUNDS =
            new Verdict("FAILURE", "INSUFFICIENT_FUNDS", "51", "Insufficient funds", OTHER_CARD);
    public static final Verdict TIMED_OUT =
            new Verdict("FAILURE", "TIMED_OUT", "91", "Issuer did not answer", "RESUBMIT_LATER");
    static final Verdict ACQUIRER_ERROR =
            new Verdict("FAILURE", "ACQUIRER_SYSTEM_ERROR", "96", "System malfunction", "RESUBMIT_LATER");
    static final Verdict UNSPECIFIED =
            new Verdict("FAILURE", "UNSPECIFIED_FAILURE", "06", "Unspecified failure", "RESUBMIT_LATER");
    static final Verdict NOT_IN_TABLE = new Verdict(
            "FAILURE", "DECLINED", "05", "The expiry date is not in the test table, see docs/simulator.md", OTHER_CARD);

    public boolean approved() {
        return result.equals("SUCCESS");
    }

    /// Whether the bank has yet to say.
    public boolean unknown() {
        return result.equals("UNKNOWN");
    }
}
