package dev.sarraf.http;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.ids.MasterKey;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Carries a request out once, however often it is sent with the same `Idempotency-Key`.
///
/// A key belongs to one merchant in one mode and to the first request that came with it: its method, path, query
/// and body. The same request again gets the same answer, byte for byte, marked `Idempotent-Replayed: true`;
/// another request is refused with 400, and one that comes while the first is carried out with 409. Nobody ever
/// waits. After 24 hours a key can be used anew.
///
/// Answers of a work are kept, and so are its refusals (400, 404, 409), since repeating it might end otherwise.
/// What was refused before the work began is not, nor is any failure of ours: those are to be tried again. So
/// callers read and check the body first, and give the work to one of the three methods. A request without a key
/// costs nothing more.
public final class Idempotency {
    private static final System.Logger LOG = System.getLogger(Idempotency.class.getName());

    /// Work that leaves the process, and so is not one transaction.
    public interface Steps {
        /// In the transaction that writes the key down: makes what the call is about and returns its id, of at
        /// most 100 characters. A refusal undoes it and is the answer.
        String intend(Tx tx);

        /// With no transaction open: does the rest, or finds it done, and answers. It is called again, with the
        /// same id, by a repeat of a call that has failed or whose process died, and may then run beside the
        /// earlier one.
        Response carryOn(String id);

        /// The answer where nothing is left to do; empty where somebody has to go on or to wait. Asked by a repeat
        /// that comes while another call is at work.
        Optional<Response> finished(String id);
    }

    /// Where a request with a key stands once its turn in the database is over.
    private sealed interface Turn {
        record Over(Told told) implements Turn {}

        /// It is ours to go on with this object.
        record Ours(String object, int attendance) implements Turn {}

        /// Another call is at work on this object.
        record Theirs(String object) implements Turn {}
    }

    private final Database database;
    private final IdempotencyStore store;

    /// `attended` is how long a live call can take between its intend and its answer. A repeat that comes within
    /// it is told to wait; one that comes later goes on in place of the first.
    public Idempotency(Database mode, MasterKey masterKey, Duration attended) {
        this.database = mode;
        this.store = new IdempotencyStore(masterKey, attended);
    }

    /// Runs work that is one transaction: its effect and its answer become durable together. A refusal undoes the
    /// effect and is kept.
    ///
    /// @throws Refusal as the work does, and where the key is in use
    public Response inTransaction(Call call, Function<Tx, Response> work) {
        return KeyedCall.of(call)
                .map(keyed -> inTransaction(keyed, work))
                .orElseGet(() -> database.inTransaction(work));
    }

    /// As [#inTransaction], for work of a single statement, which is sent bare where there is no key.
    public Response inOneStatement(Call call, Function<Tx, Response> work) {
        return KeyedCall.of(call)
                .map(keyed -> inTransaction(keyed, work))
                .orElseGet(() -> database.inOneStatement(work));
    }

    /// Runs work that leaves the process. Where it fails, the key stays unanswered, and the next call with it goes
    /// on from the object that was intended.
    ///
    /// @throws Refusal as the work does, and where the key is in use
    public Response inSteps(Call call, Steps steps) {
        return KeyedCall.of(call)
                .map(keyed -> inSteps(keyed, steps))
                .orElseGet(() -> steps.carryOn(database.inTransaction(steps::intend)));
    }

    /// Forgets keys that are more than 24 hours old, in small batches. Returns how many there were; where they are
    /// very many, some are left for the next time.
    public int purge() {
        int purged = 0;
        for (int batch = 0; batch < IdempotencyStore.BATCHES; batch++) {
            int gone = database.inOneStatement(store::purge);
            purged += gone;
            if (gone < IdempotencyStore.BATCH) {
                break;
            }
        }
        return purged;
    }

    private Response inTransaction(KeyedCall call, Function<Tx, Response> work) {
        var turn = database.inTransaction(tx -> turn(tx, call, () -> {
            var told = Told.by(work.apply(tx));
            if (!told.isKept()) {
                throw new IllegalStateException("bug: a transaction that is to be committed answers " + told.status());
            }
            store.addAnswered(tx, call, told.response());
            return new Turn.Over(told);
        }));
        return switch (turn) {
            case Turn.Over(var told) -> told.tell();
            case Turn.Ours _, Turn.Theirs _ -> throw busy();
        };
    }

    private Response inSteps(KeyedCall call, Steps steps) {
        var turn = database.inTransaction(tx -> turn(tx, call, () -> {
            var object = steps.intend(tx);
            return new Turn.Ours(object, store.addRunning(tx, call, object));
        }));
        return switch (turn) {
            case Turn.Over(var told) -> told.tell();
            case Turn.Ours ours -> carryOn(call, ours, steps);
            case Turn.Theirs(var object) ->
                keep(call, object, Told.of(call.call(), () -> finished(object, steps)))
                        .tell();
        };
    }

    private static Response finished(String object, Steps steps) {
        return steps.finished(object).orElseThrow(Idempotency::busy);
    }

    /// Looks the key up and begins the work where it is new. A second request waits for no lock: it is refused.
    private Turn turn(Tx tx, KeyedCall call, Supplier<Turn> work) {
        if (!store.tryLock(tx, call.key())) {
            throw busy();
        }
        return store.find(tx, call.key()).map(kept -> resume(tx, call, kept)).orElseGet(() -> begin(tx, call, work));
    }

    private Turn begin(Tx tx, KeyedCall call, Supplier<Turn> work) {
        try {
            return tx.undoneByRefusal(work);
        } catch (Refusal refusal) {
            var told = Told.by(call.call(), refusal);
            if (!told.isKept()) {
                throw refusal;
            }
            store.addAnswered(tx, call, told.response());
            return new Turn.Over(told);
        }
    }

    private Turn resume(Tx tx, KeyedCall call, IdempotencyStore.Kept kept) {
        if (!kept.fingerprint().equals(call.fingerprint())) {
            throw Refusal.of(
                    Reason.INVALID,
                    ErrorCode.IDEMPOTENCY_KEY_IN_USE,
                    "This Idempotency-Key came with a request of another method, path, query or body before. Use a new key"
                            + " for a new request.");
        }
        return switch (kept.state()) {
            case IdempotencyStore.Answered(var response) -> new Turn.Over(Told.again(response));
            case IdempotencyStore.Running(var object, var attended) when attended -> new Turn.Theirs(object);
            case IdempotencyStore.Running(var object, var _) -> new Turn.Ours(object, store.attend(tx, call.key()));
        };
    }

    private Response carryOn(KeyedCall call, Turn.Ours ours, Steps steps) {
        boolean isAnswered = false;
        try {
            var told = keep(call, ours.object(), Told.of(call.call(), () -> steps.carryOn(ours.object())));
            isAnswered = told.isKept();
            return told.tell();
        } finally {
            if (!isAnswered) {
                giveUp(call, ours);
            }
        }
    }

    /// Where two calls come to an answer, the first one's is kept, and told by both. The bank may have acted by now, so
    /// this is worth a transaction, which is tried again where a connection of the pool turns out to be dead.
    private Told keep(KeyedCall call, String object, Told told) {
        if (!told.isKept()) {
            return told;
        }
        boolean isFirst = database.inTransaction(tx -> store.answer(tx, call, object, told.response()));
        if (isFirst) {
            return told;
        }
        return database.inTransaction(tx -> store.find(tx, call.key()))
                .filter(kept -> kept.fingerprint().equals(call.fingerprint()))
                .filter(kept -> kept.state() instanceof IdempotencyStore.Answered)
                .map(kept -> Told.again(((IdempotencyStore.Answered) kept.state()).response()))
                .orElse(told);
    }

    private void giveUp(KeyedCall call, Turn.Ours ours) {
        try {
            database.inTransaction(tx -> store.giveUp(tx, call.key(), ours.attendance()));
        } catch (RuntimeException e) {
            // Its time runs out by itself.
            LOG.log(System.Logger.Level.WARNING, "idempotency key not given up object={0}", ours.object());
        }
    }

    private static Refusal busy() {
        return Refusal.of(
                Reason.BUSY,
                ErrorCode.IDEMPOTENCY_KEY_IN_USE,
                "The request with this Idempotency-Key is still being carried out. Repeat it in a second.");
    }
}
