package dev.sarraf.simulator.local;

import dev.sarraf.simulator.gateway.GatewayError;
import dev.sarraf.simulator.local.Payment.Status;
import dev.sarraf.simulator.local.Payment.Step;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What the people around a payment can do about it. Only a test can make them.
enum Act {
    /// The customer pays the voucher at a kiosk.
    PAY,
    /// A kiosk takes the money although the deadline is over, or the voucher has failed.
    PAY_LATE,
    /// The provider calls it off.
    FAIL,
    /// The time runs out before the clock says so.
    LAPSE,
    /// The customer approves on the phone.
    APPROVE,
    /// The customer rejects on the phone.
    REJECT,
    /// The customer does not answer.
    TIME_OUT;

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Act> find(String text) {
        return Arrays.stream(values()).filter(act -> act.text().equals(text)).findFirst();
    }

    /// The payment after this.
    ///
    /// @throws GatewayError where it is over, or this is nothing that its customer could do
    Payment on(Payment payment, Instant now) {
        if (this == PAY_LATE) {
            if (payment.type() != Payment.Type.FAWRY || payment.status() == Status.PAID) {
                throw refused("Only a voucher that is not paid can be paid late");
            }
            return payment.ended(Status.PAID, "", now);
        }
        if (!payment.isWaiting()) {
            throw refused("The payment is over: " + payment.status());
        }
        return switch (this) {
            case PAY -> requireStep(payment, Step.PAY_VOUCHER).ended(Status.PAID, "", now);
            case APPROVE -> requireStep(payment, Step.APPROVE).ended(Status.PAID, "", now);
            case REJECT -> requireStep(payment, Step.APPROVE).ended(Status.FAILED, "REJECTED", now);
            case FAIL -> payment.ended(Status.FAILED, "FAILED", now);
            case LAPSE, TIME_OUT -> payment.ended(Status.EXPIRED, "", now);
            case PAY_LATE -> throw new IllegalStateException("bug: paid late already");
        };
    }

    private static Payment requireStep(Payment payment, Step step) {
        if (payment.step() != step) {
            throw refused("This is not what its customer is asked for: " + payment.step());
        }
        return payment;
    }

    static GatewayError refused(String why) {
        return GatewayError.withStatus(409, why);
    }
}
