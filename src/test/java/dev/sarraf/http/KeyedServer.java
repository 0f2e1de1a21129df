package dev.sarraf.http;

import dev.sarraf.db.Database;
import dev.sarraf.db.Migrations;
import dev.sarraf.db.Tx;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Random62;
import dev.sarraf.merchants.ApiKey;
import dev.sarraf.merchants.ApiKeys;
import dev.sarraf.merchants.Merchant;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.testing.ModeDatabase;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.TestDatabase;
import dev.sarraf.testing.TestPostgres;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// A server with two routes, `/transaction` and `/steps`, that do with a key what the test wants, and a table
/// to see what became of it.
final class KeyedServer implements AutoCloseable {
    private final ModeDatabase mode = ModeDatabase.fresh();
    private final MasterKey masterKey = new MasterKey(MasterKey.randomBytes());
    private final Idempotency idempotency = new Idempotency(mode.database(), masterKey, Duration.ofMinutes(10));
    private final Database account;
    private final Merchants merchants;
    private final ApiKeys keys;
    private final Server server;
    private volatile Function<Tx, Response> transaction = _ -> Response.noContent();
    private volatile Optional<Idempotency.Steps> steps = Optional.empty();

    KeyedServer() {
        var database = TestPostgres.freshDatabase("account", KeyedServer::migrate);
        this.account = Database.connect(database.jdbcUrl(), database.user(), database.password(), "account");
        this.merchants = new Merchants(account);
        this.keys = new ApiKeys(account, masterKey);
        update("CREATE TABLE effects (id text PRIMARY KEY)");
        this.server = Server.start(
                InetAddress.getLoopbackAddress(),
                0,
                "http://localhost/docs/errors",
                Routes.inBothModes(List.of(
                        Route.post(
                                "/transaction",
                                Access.ANY_KEY,
                                call -> idempotency.inTransaction(call, tx -> transaction.apply(tx))),
                        Route.post("/steps", Access.ANY_KEY, call -> idempotency.inSteps(call, steps.orElseThrow())))),
                new Authenticator(keys, RateLimit.OFF),
                new Metrics());
    }

    Idempotency idempotency() {
        return idempotency;
    }

    void inTransaction(Function<Tx, Response> work) {
        transaction = work;
    }

    void inSteps(Idempotency.Steps work) {
        steps = Optional.of(work);
    }

    Shop newMerchant() {
        var key = ApiKey.random(ApiKey.Kind.SECRET, Mode.TEST);
        var id = MerchantId.random();
        account.inTransaction(tx -> {
            merchants.add(tx, new Merchant(id, "Shop", Locale.ENGLISH));
            keys.add(tx, id, key);
            return id;
        });
        return new Shop(
                URI.create("http://localhost:" + server.port()), key.text().reveal());
    }

    /// Leaves a row behind, once the transaction commits. Returns its id.
    String effect(Tx tx) {
        var id = Random62.text(12);
        tx.update("INSERT INTO effects (id) VALUES (:id)").bind("id", id).execute();
        return id;
    }

    long effects() {
        return count("effects");
    }

    long count(String table) {
        return mode.database()
                .inOneStatement(tx -> tx.query("SELECT count(*) FROM " + table)
                        .mapTo(Long.class)
                        .one());
    }

    void update(String sql) {
        mode.database().inOneStatement(tx -> tx.update(sql).execute());
    }

    /// As if whoever attends to the key had been gone for long.
    void leaseEnds(String key) {
        update("UPDATE idempotency_keys SET attended_until = clock_timestamp() WHERE object_id IS NOT NULL AND key = '"
                + key + "'");
    }

    @Override
    public void close() {
        server.close();
        mode.close();
        account.close();
    }

    private static void migrate(TestDatabase template) {
        Migrations.apply(template.jdbcUrl(), template.user(), template.password(), "account", "account");
    }
}
