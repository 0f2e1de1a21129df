package dev.sarraf.processors;

import dev.sarraf.cards.Card;
import dev.sarraf.money.Money;
import java.util.List;
import java.util.Optional;

/// A bank's card gateway. An adapter translates: it keeps no state, opens no transaction and never repeats a
/// request of its own accord.
///
/// Every method leaves the process and refuses to run inside a database transaction. None throws for what the
/// bank or the network does, but [#hold] and [#movements]: that is what the answers are for.
public interface Processor {
    /// Gives the card to the bank and gets its name for it. Nothing is charged.
    ///
    /// @throws ProcessorUnavailable where the bank does not take it, for whatever reason
    CardSession hold(ProcessorAccount account, Card card);

    /// Starts the 3-D Secure check. It is answered at once, or leads to a challenge.
    Authentication authenticate(ProcessorAccount account, AuthenticationOrder order);

    /// How a check stands that was started before: the only word on it that counts.
    /// A check of another amount than this is none for us.
    Authentication authentication(ProcessorAccount account, BankIds ids, Money amount);

    /// Charges the card: one PUT, with the ids that the order carries. The identical order can be sent again,
    /// and is done once.
    Outcome pay(ProcessorAccount account, PaymentOrder order);

    /// What the bank knows of a charge; empty where it has never heard of it, which is not the same as not
    /// knowing.
    Optional<Outcome> lookUp(ProcessorAccount account, PaymentOrder order);

    /// Gives money back: one PUT, with the ids that the repayment carries. The identical one can be sent again,
    /// and is done once. Says no more than [#pay] says of a charge.
    Outcome giveBack(ProcessorAccount account, Repayment repayment);

    /// What the bank knows of a repayment; empty where it has never heard of it.
    Optional<Outcome> lookUp(ProcessorAccount account, Repayment repayment);

    /// All that the bank did, or was asked to do, with the money of an order, for a comparison of books; empty
    /// where it has never heard of the order.
    ///
    /// @throws ProcessorUnavailable where the bank does not answer, or nothing that can be read as a whole
    Optional<List<BankMovement>> movements(ProcessorAccount account, String order);
}
