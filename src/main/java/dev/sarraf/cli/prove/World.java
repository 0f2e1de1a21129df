package dev.sarraf.cli.prove;

import dev.sarraf.db.CannotStart;
import dev.sarraf.db.FaultPoint;
import dev.sarraf.http.Json;
import dev.sarraf.ids.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A merchant with a server of its own, which can be killed and started again on the same data, and with everybody
/// around it: customers, a webhook receiver, and its account at the bank.
final class World implements AutoCloseable {
    static final Duration LIFE = Duration.ofHours(24);

    private final Stage stage;
    private final Optional<Path> before;
    private final Path folder;
    private final Optional<String> database;
    private final int port = Child.freePort();
    private final Receiver receiver = Receiver.start();
    private final Books books;
    private String merchant = "";
    private Optional<Running> running = Optional.empty();

    private record Running(Child process, Web web, Shop shop, Customer customer) {}

    private World(Stage stage, Optional<Path> before, Path folder, Optional<String> database, Tally tally) {
        this.stage = stage;
        this.before = before;
        this.folder = folder;
        this.database = database;
        this.books = new Books(this, tally);
    }

    /// A new world with its server running, and one payment made, so that the merchant is known at the bank.
    ///
    /// @param before classes that take the place of the program's own
    static World begin(Stage stage, Optional<Path> before, Tally tally) throws InterruptedException {
        var folder = stage.newFolder();
        var database = stage.newDatabase(folder.getFileName().toString());
        return new World(stage, before, folder, Optional.of(database), tally).begun();
    }

    /// As [#begin], with a PostgreSQL that the server itself has started, as it does without any setting.
    static World alone(Stage stage, Tally tally) throws InterruptedException {
        return new World(stage, Optional.empty(), stage.newFolder(), Optional.empty(), tally).begun();
    }

    private World begun() throws InterruptedException {
        try {
            start(Optional.empty());
            receiver.secret(shop().subscribe(receiver.url()));
            var session = open();
            merchant = "TEST_" + session.path("merchantId").asString();
            customer().pay(customer().open(session), Customer.TestCard.APPROVED);
            return this;
        } catch (RuntimeException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /// Starts the server on the data that there are, and returns when it is ready.
    ///
    /// @param halt where it is to die as if killed
    void start(Optional<FaultPoint> halt) throws InterruptedException {
        end();
        var words = List.of(
                "serve",
                "--data-dir",
                "data",
                "--port",
                Integer.toString(port),
                "--gateway-url",
                stage.bank().url().toString(),
                "--bank-timeout",
                "2s",
                "--resend-after",
                "2s",
                "--patience",
                "5s",
                "--webhook-timeout",
                "1s",
                "--rate-limit",
                "0");
        Map<String, String> environment = new HashMap<>();
        database.ifPresent(url -> environment.put("SARRAF_DATABASE_URL", url));
        halt.ifPresent(point -> environment.put("SARRAF_FAULT", "halt:" + point.text()));
        var process = Child.start(stage.program().command(before, words), folder, environment);
        var web = new Web();
        var api = URI.create("http://localhost:" + port);
        try {
            process.awaitReady(web, api.resolve("/readyz"));
            running = Optional.of(new Running(process, web, new Shop(api, key(), web), new Customer(web)));
        } catch (RuntimeException | InterruptedException e) {
            web.close();
            process.close();
            throw e;
        }
    }

    Child server() {
        return now().process;
    }

    /// Ends the server and its own PostgreSQL at once, as a power cut does: neither writes anything more.
    void cutPower() throws InterruptedException {
        var postgres = postgres();
        server().kill();
        try {
            // SIGQUIT is PostgreSQL's immediate shutdown, after which it recovers as from a crash.
            new ProcessBuilder("kill", "-QUIT", Long.toString(postgres.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postgres.onExit().join();
    }

    private ProcessHandle postgres() {
        try {
            var file = folder.resolve("data/postgres/data/postmaster.pid");
            var pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            return ProcessHandle.of(pid)
                    .orElseThrow(() -> new IllegalStateException("bug: this world has no PostgreSQL of its own"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Shop shop() {
        return now().shop;
    }

    Customer customer() {
        return now().customer;
    }

    Receiver receiver() {
        return receiver;
    }

    Books books() {
        return books;
    }

    /// A session that the books know of.
    JsonNode open() throws InterruptedException {
        return open(LIFE);
    }

    JsonNode open(Duration life) throws InterruptedException {
        return noted(shop().open(life));
    }

    /// A session that was paid with the card which is always approved.
    JsonNode openAndPay() throws InterruptedException {
        var session = open();
        customer().pay(customer().open(session), Customer.TestCard.APPROVED);
        return shop().session(session.path("id").asString());
    }

    JsonNode openForOrder(String reference) throws InterruptedException {
        return noted(shop().openForOrder(reference).expect(201).json());
    }

    /// Tells the books of a session.
    JsonNode noted(JsonNode session) {
        books.opened(session.path("id").asString());
        return session;
    }

    /// What `./sarraf selfcheck` finds wrong with the books.
    List<Problem> selfcheck() throws InterruptedException {
        var words = List.of("selfcheck", "--data-dir", "data", "--json");
        var command = stage.program().command(before, words);
        Map<String, String> environment = new HashMap<>();
        database.ifPresent(url -> environment.put("SARRAF_DATABASE_URL", url));
        var report = Json.readOwn(Child.output(command, folder, environment));
        var problems = new ArrayList<Problem>();
        for (var invariant : report.path("invariants")) {
            if (invariant.path("violations").asLong() > 0) {
                problems.add(new Problem(Invariant.SELFCHECK, Json.write(invariant)));
            }
        }
        return problems;
    }

    /// The movements of money that the bank has carried out for this merchant.
    Set<Movement> movements() {
        return stage.bank().movements(merchant);
    }

    /// Has the bank's next calls go wrong for this merchant.
    void faults(List<Fault> faults) throws InterruptedException {
        stage.bank().faults(merchant, faults);
    }

    /// The charges that the bank called failed before it learned better.
    Set<String> overturned() {
        return stage.bank().overturned(merchant);
    }

    /// Has the bank write down what has turned out by now.
    void letBankLearn() throws InterruptedException {
        stage.bank().learn(merchant);
    }

    void calm() throws InterruptedException {
        stage.bank().calm(merchant);
    }

    @Override
    public void close() {
        end();
        receiver.close();
    }

    private void end() {
        running.ifPresent(old -> {
            old.web.close();
            old.process.close();
        });
        running = Optional.empty();
    }

    private Running now() {
        return running.orElseThrow(() -> new IllegalStateException("bug: no server runs in this world"));
    }

    private Secret key() {
        var lines = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve("data/test.env"))) {
            lines.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Secret(Optional.ofNullable(lines.getProperty("XPAY_SECRET_KEY"))
                .orElseThrow(() -> new CannotStart("test.env has no secret key")));
    }
}
