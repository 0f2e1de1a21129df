package dev.sarraf.payments;

import dev.sarraf.db.FaultPoint;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.Outcome.Decline;
import dev.sarraf.processors.Outcome.Receipt;
import dev.sarraf.processors.Slip;
import java.time.Instant;
import java.util.Optional;

/// Something that the bank is told to do with money, written down with its ids before it is told: a charge, a
/// refund, the reversal of a charge.
///
/// [Bank] knows when to send, to look up and to believe; an instruction knows how.
interface Instruction {
    /// For logs: `charge=ch_… session=cs_…`.
    String label();

    /// Tells the bank: one PUT, the same for the first time and each repeat.
    Outcome send();

    /// What the bank knows of it; empty where it has never heard of it.
    Optional<Outcome> lookUp();

    /// Writes down that the bank has done it. Does nothing where its end is written down already.
    void done(Receipt receipt);

    /// Writes down that the bank has done it in part, which is said of charges only. Does nothing where its end is
    /// written down already.
    default void donePartly(Outcome.PartlyApproved answer) {
        throw new IllegalStateException("bug: " + label() + " is no charge, and was done in part");
    }

    /// Writes down that the bank has not done it and never will. Does nothing where its end is written down already.
    ///
    /// @param receipt empty where the bank never came to process it
    void failed(Decline decline, Optional<Receipt> receipt);

    /// Writes down what the customer has been given to pay with, while the provider waits for them.
    default void waiting(Slip slip) {
        throw new IllegalStateException("bug: no customer is asked for " + label());
    }

    /// Real time of the latest request; empty where the bank has certainly not taken one.
    Optional<Instant> sentAt();

    /// Writes down that it is about to be sent once more.
    void sending();

    /// Writes down that the bank has turned the latest request away unseen.
    void turnedAway();

    Points points();

    /// Where a proof may stop the process.
    ///
    /// @param intended written down, not yet sent
    /// @param answered answered, the answer not yet written down
    /// @param recorded the answer is written down
    record Points(FaultPoint intended, FaultPoint answered, FaultPoint recorded) {}
}
