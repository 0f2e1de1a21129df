package dev.sarraf.testing;

import dev.sarraf.db.CannotStart;
import dev.sarraf.db.DataDirectory;
import dev.sarraf.db.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// One embedded PostgreSQL for all tests of a JVM, with the settings of production.
///
/// It starts with the first database that a test asks for and stops with the JVM. Its data stay under `target`, so
/// only the first run makes a cluster; databases do not outlive the run.
public final class TestPostgres {
    private static final TestPostgres INSTANCE = start();

    private final EmbeddedPostgres server;
    private final Map<String, TestDatabase> templates = new ConcurrentHashMap<>();
    private final AtomicInteger databases = new AtomicInteger();

    private TestPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /// An empty database that nobody else uses.
    public static TestDatabase freshDatabase() {
        return INSTANCE.create("");
    }

    /// A copy of a database that is made once under this name and filled by `migrate`, which must leave no connection
    /// open. A copy takes some 50 ms.
    public static TestDatabase freshDatabase(String template, Consumer<TestDatabase> migrate) {
        INSTANCE.templates.computeIfAbsent(template, name -> INSTANCE.createTemplate(name, migrate));
        return INSTANCE.create("TEMPLATE " + templateName(template));
    }

    private static TestPostgres start() {
        var data = openFreeDirectory();
        var postgres = new TestPostgres(EmbeddedPostgres.start(data));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            postgres.server.close();
            data.close();
        }));
        postgres.dropAll();
        return postgres;
    }

    /// Another test run of the same tree may hold the usual directory.
    private static DataDirectory openFreeDirectory() {
        try {
            return DataDirectory.open(Path.of("target/test-data/shared"));
        } catch (CannotStart _) {
            return DataDirectory.open(
                    Path.of("target/test-data/" + ProcessHandle.current().pid()));
        }
    }

    private TestDatabase create(String source) {
        var name = "test_" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name + " " + source);
        return database(name);
    }

    private TestDatabase createTemplate(String template, Consumer<TestDatabase> migrate) {
        var name = templateName(template);
        execute("CREATE DATABASE " + name);
        migrate.accept(database(name));
        execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        return database(name);
    }

    private static String templateName(String template) {
        return "test_template_" + template;
    }

    private void dropAll() {
        try (var connection = database("sarraf").connect();
                var statement = connection.createStatement()) {
            var names = new ArrayList<String>();
            try (var rows = statement.executeQuery("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            for (var name : names) {
                statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (var connection = database("sarraf").connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private TestDatabase database(String name) {
        var url = server.jdbcUrl().replaceFirst("[^/]+$", name);
        return new TestDatabase(url, server.user(), server.password());
    }
}
