package dev.sarraf.simulator.faults;

import java.util.Optional;

/// What can go wrong with a call, besides its taking long.
public enum FaultKind {
    /// Nothing but the delays.
    NONE("none"),
    /// The connection is cut before anything is done.
    DROP_BEFORE("dropBefore"),
    /// The connection is cut when everything is done.
    DROP_AFTER("dropAfter"),
    /// A server error, and nothing is done.
    STATUS_5XX_WITHOUT_EFFECT("status5xxWithoutEffect"),
    /// A server error, and yet everything is done.
    STATUS_5XX_WITH_EFFECT("status5xxWithEffect"),
    /// A proxy's HTML page with status 502, and nothing is done.
    HTML_502_WITHOUT_EFFECT("html502WithoutEffect"),
    /// A proxy's HTML page with status 502, and yet everything is done.
    HTML_502_WITH_EFFECT("html502WithEffect"),
    /// Everything is done, but only the first half of the answer arrives.
    HALF_ANSWER("halfAnswer"),
    /// The gateway's own word for overload; nothing is done.
    SERVER_BUSY("serverBusy"),
    /// The gateway's own word for another operation under way on the order; nothing is done.
    LOCK_FAILURE("lockFailure"),
    /// The bank's answer to a charge or a refund stays unknown for a while and turns out to be yes.
    UNKNOWN_THEN_APPROVED("unknownThenApproved"),
    /// The bank's answer to a charge or a refund stays unknown for a while and turns out to be no.
    UNKNOWN_THEN_DECLINED("unknownThenDeclined"),
    /// The gateway gives a charge or a refund up, since the bank does not answer; later it turns out to have been done.
    TIMED_OUT_THEN_APPROVED("timedOutThenApproved"),
    /// The bank approves half of what a charge asks for.
    PARTIALLY_APPROVED("partiallyApproved"),
    /// The bank declines, whatever the card.
    DECLINE("decline");

    private final String word;

    FaultKind(String word) {
        this.word = word;
    }

    /// How requests spell it.
    public String word() {
        return word;
    }

    public static Optional<FaultKind> find(String word) {
        for (var kind : values()) {
            if (kind.word.equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
