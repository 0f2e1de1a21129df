package dev.sarraf.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.ids.Secret;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/// One schema of the database, and the only way to run SQL on it.
///
/// Work is given as a callback that gets a [Tx]; the connection goes back to the pool when it returns. Whatever
/// leaves this process (a call to a bank, a webhook) calls [#requireNoTransaction] first, so that no lock is
/// ever held while somebody else takes their time.
public final class Database implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Database.class.getName());

    /// Enough for two cores and a disk; more connections only queue inside PostgreSQL.
    private static final int POOL_SIZE = 12;

    /// A request that finds no connection in this time is answered with 503 rather than left to hang.
    private static final Duration POOL_WAIT = Duration.ofSeconds(5);

    /// Deadlocks and serialization failures are the database's way of asking for another try, and a pool finds
    /// out that a connection is dead by using it.
    private static final int TRIES = 4;

    private static final ScopedValue<Boolean> IN_TRANSACTION = ScopedValue.newInstance();

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
    }

    /// Connects to one schema. The statement, lock and idle limits are set on every connection: nothing here takes
    /// seconds, so what does is stuck.
    public static Database connect(String jdbcUrl, String user, Secret password, String schema) {
        var config = new HikariConfig();
        config.setPoolName(schema);
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password.reveal());
        config.setSchema(schema);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(POOL_WAIT.toMillis());
        config.addDataSourceProperty(
                "options",
                "-c statement_timeout=10s -c lock_timeout=5s -c idle_in_transaction_session_timeout=15s"
                        + " -c timezone=UTC");
        config.addDataSourceProperty("ApplicationName", "sarraf " + schema);
        return new Database(new HikariDataSource(config));
    }

    /// Runs the work in one transaction: all of it is durable when this returns, or none of it happened.
    ///
    /// The work may run again after a deadlock, so it must have no effect but on the database.
    ///
    /// @throws Refusal with [Reason#UNAVAILABLE] where the database cannot be reached. Where it went away during
    /// the
    ///     commit, the work may have been done: whoever repeats it has to look first
    public <T> T inTransaction(Function<Tx, T> work) {
        if (IN_TRANSACTION.isBound()) {
            throw new IllegalStateException("bug: a transaction inside a transaction");
        }
        for (int attempt = 1; ; attempt++) {
            var progress = new Progress();
            try {
                return ScopedValue.where(IN_TRANSACTION, true).call(() -> once(work, progress));
            } catch (RuntimeException e) {
                boolean undone = isConnectionLost(e) && !progress.committing;
                discardAfter(e);
                // Where none was to be had at all, the pool has waited for one already.
                boolean again = isAskedToRepeat(e) || (undone && !(e instanceof ConnectionException));
                if (!again || attempt == TRIES) {
                    throw isConnectionLost(e) ? unavailable(e) : e;
                }
            }
        }
    }

    /// Reads with several statements, all of which see the database as it was at the first one.
    ///
    /// @throws Refusal as [#inTransaction]
    public <T> T inSnapshot(Function<Tx, T> reading) {
        return inTransaction(tx -> {
            tx.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                    .execute();
            return reading.apply(tx);
        });
    }

    /// As [#inSnapshot], for lists with conditions that a caller may leave out. A plan that does for any of them
    /// would read all rows of a merchant to find the few that one leaves: each statement gets its own plan.
    ///
    /// @throws Refusal as [#inTransaction]
    public <T> T inSearch(Function<Tx, T> reading) {
        return inSnapshot(tx -> {
            tx.update("SET LOCAL plan_cache_mode = force_custom_plan").execute();
            return reading.apply(tx);
        });
    }

    /// Runs work that is a single statement, committed on its own: one round trip instead of two.
    ///
    /// @throws Refusal with [Reason#UNAVAILABLE] where the database cannot be reached. Where it went away
    /// meanwhile, the
    ///     statement may have been carried out
    public <T> T inOneStatement(Function<Tx, T> work) {
        try {
            return alone(work);
        } catch (RuntimeException e) {
            discardAfter(e);
            throw isConnectionLost(e) ? unavailable(e) : e;
        }
    }

    /// Runs work that is a single statement and only reads, in one round trip. Reading twice does no harm, so a
    /// connection that turns out to be dead is replaced and asked again.
    ///
    /// @throws Refusal with [Reason#UNAVAILABLE] where the database cannot be reached
    public <T> T inOneQuery(Function<Tx, T> reading) {
        for (int attempt = 1; ; attempt++) {
            try {
                return alone(reading);
            } catch (RuntimeException e) {
                discardAfter(e);
                if (!isConnectionLost(e)) {
                    throw e;
                }
                if (e instanceof ConnectionException || attempt == TRIES) {
                    throw unavailable(e);
                }
            }
        }
    }

    /// Throws where a transaction is open on this thread. `what` names the call that must not happen inside one.
    public static void requireNoTransaction(String what) {
        if (IN_TRANSACTION.isBound()) {
            throw new IllegalStateException("bug: " + what + " inside a transaction");
        }
    }

    /// Whether the database answers.
    public boolean isReachable() {
        try (Handle handle = jdbi.open()) {
            return handle.getConnection().isValid(2);
        } catch (SQLException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private <T> T alone(Function<Tx, T> work) {
        var tx = new Tx[1];
        T result = jdbi.withHandle(handle -> {
            tx[0] = new Tx(handle);
            return work.apply(tx[0]);
        });
        tx[0].committed();
        return result;
    }

    /// How far a transaction has come. Until the commit is sent, a lost connection has undone everything.
    private static final class Progress {
        private boolean committing;
    }

    private <T> T once(Function<Tx, T> work, Progress progress) {
        var tx = new Tx[1];
        T result = jdbi.inTransaction(handle -> {
            tx[0] = new Tx(handle);
            var done = work.apply(tx[0]);
            progress.committing = true;
            return done;
        });
        tx[0].committed();
        return result;
    }

    /// Where one connection is dead, so are probably all others, which the pool would hand out one after the other.
    private void discardAfter(RuntimeException e) {
        if (isConnectionLost(e) && !(e instanceof ConnectionException)) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    private static Refusal unavailable(RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "no connection to the database why={0}", e.getMessage());
        return Refusal.of(
                Reason.UNAVAILABLE, ErrorCode.INTERNAL_ERROR, "The server is too busy now. Try again in a moment.");
    }

    /// Deadlock and serialization failure.
    private static boolean isAskedToRepeat(Throwable thrown) {
        return hasState(thrown, state -> state.equals("40001") || state.equals("40P01"));
    }

    /// There was no connection to be had, it broke, or the server is stopping or starting.
    private static boolean isConnectionLost(Throwable thrown) {
        return thrown instanceof ConnectionException
                || hasState(thrown, state -> state.startsWith("08") || state.startsWith("57P"));
    }

    private static boolean hasState(Throwable thrown, Predicate<String> wanted) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException sql && wanted.test(String.valueOf(sql.getSQLState())));
    }
}
