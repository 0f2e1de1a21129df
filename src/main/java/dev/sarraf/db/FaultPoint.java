package dev.sarraf.db;

import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// Named places where a proof may stop the process, to show that no crash there loses or doubles anything.
///
/// Nothing happens at them unless the environment variable `SARRAF_FAULT` says so at start: `halt:<name>` ends
/// the process there as SIGKILL would, `pause:<name>` prints a line and stops the thread for ever, so that a
/// test can kill the process from outside.
public enum FaultPoint {
    /// The charge is written down; the bank has not been asked.
    PAY_INTENDED,
    /// The bank has answered; the answer is not written down.
    PAY_ANSWERED,
    /// The answer is written down; the customer has not seen it.
    PAY_RECORDED,
    /// The refund is written down and its amount reserved; the bank has not been asked.
    REFUND_INTENDED,
    /// The bank has answered; the answer is not written down.
    REFUND_ANSWERED,
    /// The answer is written down; the merchant has not seen it.
    REFUND_RECORDED,
    /// A charge that cannot be kept is written down as such; the bank has not been asked to reverse it.
    REVERSAL_INTENDED,
    /// The bank has answered; the answer is not written down.
    REVERSAL_ANSWERED,
    /// The answer is written down.
    REVERSAL_RECORDED,
    /// The end of the session is written down in a transaction that is not committed.
    EXPIRE_DECIDED,
    /// The end of the session is committed.
    EXPIRE_RECORDED,
    /// A delivery is leased; nothing has been sent.
    DELIVERY_CLAIMED,
    /// A webhook has been answered; the attempt is not written down.
    DELIVERY_SENT,
    /// The attempt is written down.
    DELIVERY_RECORDED;

    private static final String ARMED = System.getenv().getOrDefault("SARRAF_FAULT", "");

    /// The name that arms it: `pay.answered`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /// Passes through, unless a proof has armed this point.
    public void reach() {
        if (ARMED.isEmpty()) {
            return;
        }
        if (ARMED.equals("halt:" + text())) {
            Runtime.getRuntime().halt(137);
        }
        if (ARMED.equals("pause:" + text())) {
            System.getLogger(FaultPoint.class.getName()).log(System.Logger.Level.WARNING, "fault paused={0}", text());
            while (true) {
                LockSupport.park();
            }
        }
    }
}
