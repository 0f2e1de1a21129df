package dev.sarraf.payments;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.processors.BankIds;
import dev.sarraf.processors.CustomerStep;
import java.time.Duration;
import java.util.Optional;

/// Charges that a provider of local methods takes the money of: written down before the provider is asked,
/// as charges of cards are, and open until it says how they ended.
///
/// What the provider tells of its own accord is only a hint to look. Who acts last does not matter: the provider
/// decides, and is asked.
public final class LocalCharges {
    /// The reconciler looks for the first time so long after the provider was asked.
    private static final Duration FIRST_CHECK = Duration.ofSeconds(2);

    private final Desk desk;
    private final Database database;
    private final Bank bank;
    private final Recorder recorder;
    private final Settlement settlement;
    private final Steps steps;
    private final ChargeStore charges = new ChargeStore();
    private final IntentStore intents = new IntentStore();

    LocalCharges(Desk desk, Bank bank, Recorder recorder, Settlement settlement, Steps steps) {
        this.desk = desk;
        this.database = desk.database();
        this.bank = bank;
        this.recorder = recorder;
        this.settlement = settlement;
        this.steps = steps;
    }

    /// Writes down that the provider is about to be asked. The caller holds the session's lock and has found that it
    /// can be paid.
    void intend(Tx tx, Attempt attempt, int cartRevision) {
        if (!settlement.hold(tx, attempt.merchant(), attempt.session())) {
            throw Refusal.conflict(
                    ErrorCode.PRICE_SOLD_OUT, "Something of this order, or its discount, is no longer there.");
        }
        charges.insertPending(tx, attempt, cartRevision, Optional.empty(), FIRST_CHECK);
        intents.processing(tx, attempt.merchant(), attempt.intent(), attempt.charge());
    }

    /// Asks the provider, and waits some seconds for its answer.
    void ask(Attempt attempt) {
        var charge = find(attempt.merchant(), attempt.session(), attempt.charge())
                .orElseThrow(() -> new IllegalStateException("bug: no charge " + attempt.charge()));
        steps.run(() -> bank.tell(instruction(charge)));
    }

    /// Tells the provider what the customer does, and waits some seconds for its answer. Does nothing where the charge
    /// is not open.
    public void tell(MerchantId merchant, String session, ChargeId id, CustomerStep step) {
        find(merchant, session, id)
                .filter(Charge::isPending)
                .flatMap(charge -> charge.means()
                        .ifLocal()
                        .map(local -> new LocalStep(desk, instruction(charge), charge, local, step)))
                .ifPresent(told -> steps.run(() -> bank.tell(told)));
    }

    /// Looks how a charge stands, and waits some seconds for the answer.
    public void look(MerchantId merchant, String session, ChargeId id) {
        hint(merchant, session, id);
        find(merchant, session, id)
                .filter(Charge::isPending)
                .ifPresent(charge -> steps.run(() -> bank.look(instruction(charge))));
    }

    /// Somebody says that something happened to a charge: it is looked at within a second or so. Asks nobody now, so
    /// that whoever says so, and however often, costs nothing.
    public void hint(MerchantId merchant, String session, ChargeId id) {
        database.inOneStatement(tx -> charges.ask(tx, merchant, session, id));
    }

    /// The merchant's clock was moved: all that is open is looked at within a second or so.
    public void hintAll(MerchantId merchant) {
        database.inOneStatement(tx -> charges.askAll(tx, merchant));
    }

    /// The latest local charge of a session.
    public Optional<Known> latest(MerchantId merchant, String session) {
        return database.inOneQuery(tx -> charges.latestLocal(tx, merchant, session))
                .map(charge -> new Known(charge.id(), charge.bankIds()));
    }

    /// A charge, and the ids by which its provider knows it.
    public record Known(ChargeId charge, BankIds ids) {}

    private ChargeInstruction instruction(Charge charge) {
        return new ChargeInstruction(desk, recorder, charge);
    }

    private Optional<Charge> find(MerchantId merchant, String session, ChargeId id) {
        return database.inOneQuery(tx -> charges.find(tx, merchant, id))
                .filter(charge -> charge.session().equals(session)
                        && charge.means().method().isLocal());
    }
}
