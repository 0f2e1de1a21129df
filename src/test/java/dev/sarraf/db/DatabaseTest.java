package dev.sarraf.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final int POOL = 12;

    @Test
    void work_that_finds_no_connection_is_refused_for_the_moment() throws InterruptedException {
        var server = TestPostgres.freshDatabase();
        var taken = new CountDownLatch(POOL);
        var enough = new CountDownLatch(1);
        try (var database = Database.connect(server.jdbcUrl(), server.user(), server.password(), "public");
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < POOL; i++) {
                var _ = workers.submit(() -> database.inTransaction(_ -> hold(taken, enough)));
            }
            taken.await();

            var transaction = catchThrowableOfType(Refusal.class, () -> database.inTransaction(_ -> "never"));
            var statement = catchThrowableOfType(Refusal.class, () -> database.inOneStatement(_ -> "never"));

            assertThat(transaction.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(statement.reason()).isEqualTo(Reason.UNAVAILABLE);
            enough.countDown();
        }
    }

    @Test
    void a_refusal_undoes_what_was_done_since_and_no_more() {
        var server = TestPostgres.freshDatabase();
        var woken = new ArrayList<String>();
        try (var database = Database.connect(server.jdbcUrl(), server.user(), server.password(), "public")) {
            database.inOneStatement(
                    tx -> tx.update("CREATE TABLE notes (text text)").execute());

            database.inTransaction(tx -> {
                note(tx, woken, "before");
                var refusal = catchThrowableOfType(
                        Refusal.class,
                        () -> tx.undoneByRefusal(() -> {
                            note(tx, woken, "outside");
                            tx.undoneByRefusal(() -> note(tx, woken, "inside"));
                            throw Refusal.missing("note", "none");
                        }));
                assertThat(refusal.reason()).isEqualTo(Reason.NOT_FOUND);
                tx.undoneByRefusal(() -> note(tx, woken, "fine"));
                return note(tx, woken, "after");
            });

            var kept = database.inOneStatement(
                    tx -> tx.query("SELECT text FROM notes").mapTo(String.class).list());
            assertThat(kept).containsExactly("before", "fine", "after");
            assertThat(woken).containsExactly("before", "fine", "after");
        }
    }

    @Test
    void a_search_plans_each_statement_for_what_is_asked_and_nothing_else_does() {
        var server = TestPostgres.freshDatabase();
        try (var database = Database.connect(server.jdbcUrl(), server.user(), server.password(), "public")) {
            assertThat(database.inSearch(DatabaseTest::planning)).isEqualTo("force_custom_plan");
            assertThat(database.inSnapshot(DatabaseTest::planning)).isEqualTo("auto");
        }
    }

    private static String planning(Tx tx) {
        return tx.query("SHOW plan_cache_mode").mapTo(String.class).one();
    }

    private static String note(Tx tx, List<String> woken, String text) {
        tx.update("INSERT INTO notes VALUES (:text)").bind("text", text).execute();
        tx.afterCommit(() -> woken.add(text));
        return text;
    }

    private static boolean hold(CountDownLatch taken, CountDownLatch enough) {
        taken.countDown();
        try {
            enough.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
