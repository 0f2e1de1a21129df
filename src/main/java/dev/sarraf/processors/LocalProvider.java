package dev.sarraf.processors;

import java.util.List;
import java.util.Optional;

/// A provider of local payment methods, where the customer, and not a card, moves the money. An adapter translates:
/// it keeps no state, opens no transaction and never repeats a request of its own accord.
///
/// Every method leaves the process and refuses to run inside a database transaction. None throws for what the
/// provider or the network does, but [#movements].
public interface LocalProvider {
    /// Asks the customer for money: one PUT, with the ids that the order carries. The identical order can be sent
    /// again, and is done once.
    Outcome request(ProcessorAccount account, LocalOrder order);

    /// What the provider knows of a charge; empty where it has never heard of it.
    Optional<Outcome> lookUp(ProcessorAccount account, LocalOrder order);

    /// Tells what the customer does about it. Where it is too late for that, says how the charge stands.
    Outcome tell(ProcessorAccount account, LocalOrder order, CustomerStep step);

    /// Gives money back: one PUT, with the ids that the repayment carries. The identical one can be sent again, and is
    /// done once.
    Outcome giveBack(ProcessorAccount account, Repayment repayment);

    /// What the provider knows of a repayment; empty where it has never heard of it.
    Optional<Outcome> lookUp(ProcessorAccount account, Repayment repayment);

    /// All that the provider did with the money of an order; empty where it has never heard of the order.
    ///
    /// @throws ProcessorUnavailable where the provider does not answer, or nothing that can be read as a whole
    Optional<List<BankMovement>> movements(ProcessorAccount account, String order);
}
