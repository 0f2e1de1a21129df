package dev.sarraf.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.testing.TestPostgres;
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
