package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.cards.Brand;
import java.util.Optional;

/// How far the payer's authentication has come, as 3-D Secure names the ends and the gateway its results.
public enum AuthenticationStatus {
    AUTHENTICATION_AVAILABLE("SUCCESS", "AUTHENTICATION_IN_PROGRESS", "PROCEED", ""),
    AUTHENTICATION_PENDING("PENDING", "PENDING", "PROCEED", "C"),
    AUTHENTICATION_SUCCESSFUL("SUCCESS", "APPROVED", "PROCEED", "Y"),
    AUTHENTICATION_ATTEMPTED("SUCCESS", "APPROVED", "PROCEED", "A"),
    AUTHENTICATION_EXEMPT("SUCCESS", "APPROVED", "PROCEED", ""),
    AUTHENTICATION_FAILED("FAILURE", "DECLINED", "DO_NOT_PROCEED", "N"),
    AUTHENTICATION_REJECTED("FAILURE", "DECLINED", "DO_NOT_PROCEED", "R"),
    AUTHENTICATION_UNAVAILABLE("FAILURE", "DECLINED", "PROCEED", "U"),
    AUTHENTICATION_NOT_SUPPORTED("FAILURE", "DECLINED", "PROCEED", "");

    private final String result;
    private final String gatewayCode;
    private final String recommendation;
    private final String transactionStatus;

    AuthenticationStatus(String result, String gatewayCode, String recommendation, String transactionStatus) {
        this.result = result;
        this.gatewayCode = gatewayCode;
        this.recommendation = recommendation;
        this.transactionStatus = transactionStatus;
    }

    public String result() {
        return result;
    }

    public String gatewayCode() {
        return gatewayCode;
    }

    public String recommendation() {
        return recommendation;
    }

    /// The letter of EMV 3-D Secure, where there is one.
    public Optional<String> transactionStatus() {
        return transactionStatus.isEmpty() ? Optional.empty() : Optional.of(transactionStatus);
    }

    /// Whether a payment that rests on this authentication may be sent to the bank.
    boolean carriesPayment() {
        return switch (this) {
            case AUTHENTICATION_SUCCESSFUL,
                    AUTHENTICATION_ATTEMPTED,
                    AUTHENTICATION_EXEMPT,
                    AUTHENTICATION_NOT_SUPPORTED -> true;
            case AUTHENTICATION_AVAILABLE,
                    AUTHENTICATION_PENDING,
                    AUTHENTICATION_FAILED,
                    AUTHENTICATION_REJECTED,
                    AUTHENTICATION_UNAVAILABLE -> false;
        };
    }

    /// What the order's status says of it.
    String orderStatus() {
        return switch (this) {
            case AUTHENTICATION_AVAILABLE, AUTHENTICATION_PENDING -> "AUTHENTICATION_INITIATED";
            case AUTHENTICATION_SUCCESSFUL, AUTHENTICATION_ATTEMPTED, AUTHENTICATION_EXEMPT -> "AUTHENTICATED";
            case AUTHENTICATION_FAILED, AUTHENTICATION_REJECTED, AUTHENTICATION_UNAVAILABLE ->
                "AUTHENTICATION_UNSUCCESSFUL";
            case AUTHENTICATION_NOT_SUPPORTED -> "AUTHENTICATION_NOT_NEEDED";
        };
    }

    /// The electronic commerce indicator that goes with it. A rejection or a failure has one only where a
    /// challenge led to it.
    Optional<String> eci(Brand brand, boolean challenged) {
        var ecis = brand.ecis();
        return switch (this) {
            case AUTHENTICATION_SUCCESSFUL -> Optional.of(ecis.authenticated());
            case AUTHENTICATION_ATTEMPTED -> Optional.of(ecis.attempted());
            case AUTHENTICATION_EXEMPT -> Optional.of(ecis.exempt());
            case AUTHENTICATION_UNAVAILABLE -> Optional.of(ecis.failed());
            case AUTHENTICATION_FAILED, AUTHENTICATION_REJECTED ->
                challenged ? Optional.of(ecis.failed()) : Optional.empty();
            case AUTHENTICATION_AVAILABLE, AUTHENTICATION_PENDING, AUTHENTICATION_NOT_SUPPORTED -> Optional.empty();
        };
    }

    /// The published authentication token of the test environment.
    Optional<String> token(Brand brand) {
        return switch (this) {
            case AUTHENTICATION_SUCCESSFUL ->
                Optional.of(
                        brand == Brand.CHINA_UNIONPAY
                                ? "ABCQAwUANHQYQoQYARWTUEFnAAA="
                                : "mHyn+7YFi1EUAREAAAAvNUe6Hv8=");
            case AUTHENTICATION_ATTEMPTED -> Optional.of("nHyn+7YFi1EUAREAAAAvNUe6Hv8=");
            case AUTHENTICATION_EXEMPT -> Optional.of("kNyn+7YFi1EUAREAAAAvNUe6Hv8=");
            default -> Optional.empty();
        };
    }
}
