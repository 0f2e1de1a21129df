package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import java.util.List;

/// One kind of work that is done once it falls due.
interface Backlog {
    /// Takes what is due now, of all merchants, putting it off so that no other worker takes it too and a
    /// worker that dies keeps nothing.
    List<Task> claim(Tx tx, int limit);

    /// One thing to do.
    ///
    /// @param id what it is about; two tasks of one id do not run at once
    /// @param work run with no transaction open
    record Task(String id, Runnable work) {}
}
