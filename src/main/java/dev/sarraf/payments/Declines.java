package dev.sarraf.payments;

import dev.sarraf.processors.Authentication;
import dev.sarraf.processors.Outcome.Decline;
import java.util.Map;
import java.util.Optional;

/// Declines that no issuer spoke: what stopped an attempt before the bank was asked to charge, or kept it from
/// ever being processed.
final class Declines {
    /// The bank could not be reached, or gave no clear answer, while nothing could be charged yet.
    static final Decline UNREACHABLE = processing("The card processor could not be reached before the charge.");

    /// The bank refuses the request and has no trace of an earlier one.
    static final Decline NOT_PROCESSED = processing("The card processor did not process this charge.");

    /// The bank took the money when the session could not take it any more.
    static final Decline TOO_LATE =
            processing("The bank approved the charge after its session had ended. The money is given back.");

    /// The customer went to the issuer and did not finish in time.
    static final Decline ABANDONED = authentication("The customer did not finish 3-D Secure in time.");

    private static final Decline CANCELED = authentication("The customer canceled 3-D Secure.");
    private static final Decline REJECTED = authentication("The issuer rejected the payment in 3-D Secure.");
    private static final Decline UNAVAILABLE = authentication("The issuer could not carry out 3-D Secure.");

    private static final Map<Decline, String> UNCONFIRMED = Map.of(
            ABANDONED, "authentication_abandoned",
            CANCELED, "authentication_canceled",
            REJECTED, "authentication_rejected",
            UNAVAILABLE, "authentication_unavailable");

    private Declines() {}

    /// The finer reason by which the page tells its customer what happened: the decline code, or how 3-D Secure ended.
    static Optional<String> reason(Decline decline) {
        return decline.declineCode().or(() -> Optional.ofNullable(UNCONFIRMED.get(decline)));
    }

    /// Whether it is machines that failed, which may find out later that they had not, rather than an issuer that
    /// said no.
    static boolean isTechnical(Decline decline) {
        return decline.code().equals("processing_error");
    }

    /// Whether the bank may take back that it failed: machines that learn better, and a kiosk that took a voucher
    /// after its deadline.
    static boolean mayTurnOut(Decline decline) {
        return isTechnical(decline)
                || decline.code().equals("voucher_expired")
                || decline.code().equals("voucher_failed");
    }

    /// 3-D Secure ended without leave to charge.
    static Decline of(Authentication.Why why) {
        return switch (why) {
            case FAILED -> authentication("The customer did not pass 3-D Secure.");
            case CANCELED -> CANCELED;
            case REJECTED -> REJECTED;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }

    private static Decline authentication(String merchantMessage) {
        return new Decline("authentication_required", Optional.empty(), Optional.empty(), merchantMessage);
    }

    private static Decline processing(String merchantMessage) {
        return new Decline("processing_error", Optional.empty(), Optional.of("try_again_later"), merchantMessage);
    }
}
