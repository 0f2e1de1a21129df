package dev.sarraf.db;

import dev.sarraf.errors.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/// An open transaction. Stores take it first, so that none of their methods can run outside one.
public final class Tx {
    private final Handle handle;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private int savepoints;

    Tx(Handle handle) {
        this.handle = handle;
    }

    public Query query(String sql) {
        return handle.createQuery(sql);
    }

    public Update update(String sql) {
        return handle.createUpdate(sql);
    }

    /// Runs once the transaction is durable, and never when it rolls back: for waking a worker, whose own polling makes
    /// up for a crash in between.
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /// Runs work that may be refused without ending the transaction: where it throws a [Refusal], all that it did
    /// is undone, row locks and wishes for [#afterCommit] included, the refusal is thrown on, and the transaction
    /// can go on. Anything else that it throws ends the transaction, as ever.
    public <T> T undoneByRefusal(Supplier<T> work) {
        int before = afterCommit.size();
        // Each has a name of its own, since none is released: the commit does that without a round trip.
        var savepoint = "refusal_" + savepoints++;
        handle.savepoint(savepoint);
        try {
            return work.get();
        } catch (Refusal refusal) {
            handle.rollbackToSavepoint(savepoint);
            afterCommit.subList(before, afterCommit.size()).clear();
            throw refusal;
        }
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }
}
