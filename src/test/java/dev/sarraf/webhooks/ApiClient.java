package dev.sarraf.webhooks;

import dev.sarraf.db.Database;
import dev.sarraf.db.Migrations;
import dev.sarraf.events.Bell;
import dev.sarraf.http.Authenticator;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.RateLimit;
import dev.sarraf.http.Routes;
import dev.sarraf.http.Server;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.ApiKey;
import dev.sarraf.merchants.ApiKeys;
import dev.sarraf.merchants.Merchant;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.targets.TargetRules;
import dev.sarraf.testing.ModeDatabase;
import dev.sarraf.testing.TestDatabase;
import dev.sarraf.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// The API of webhook endpoints on a real server, and merchants who call it.
final class ApiClient implements AutoCloseable {
    /// An answer of the API.
    record Answer(int status, String text) {
        JsonNode json() {
            return text.isEmpty()
                    ? MissingNode.getInstance()
                    : JsonMapper.shared().readTree(text);
        }

        String code() {
            return json().at("/error/code").asString("");
        }

        String param() {
            return json().at("/error/param").asString("");
        }
    }

    final ModeDatabase mode = ModeDatabase.fresh();
    final MasterKey masterKey = new MasterKey(MasterKey.randomBytes());
    private final Database account;
    private final Merchants merchants;
    private final ApiKeys keys;
    private final Server server;
    private final HttpClient client = HttpClient.newHttpClient();

    ApiClient(TargetRules rules) {
        var database = TestPostgres.freshDatabase("account", ApiClient::migrate);
        this.account = Database.connect(database.jdbcUrl(), database.user(), database.password(), "account");
        this.merchants = new Merchants(account);
        this.keys = new ApiKeys(account, masterKey);
        var endpoints = new WebhookEndpoints(mode.database(), Mode.TEST, masterKey, new Bell());
        this.server = Server.start(
                InetAddress.getLoopbackAddress(),
                0,
                "http://localhost/docs/errors",
                Routes.inBothModes(new WebhookEndpointApi(
                                Mode.TEST,
                                endpoints,
                                new Idempotency(mode.database(), masterKey, Duration.ofSeconds(30)),
                                rules)
                        .routes()),
                new Authenticator(keys, RateLimit.OFF),
                new Metrics());
    }

    /// A new merchant's secret key.
    String newMerchant() {
        return key(ApiKey.Kind.SECRET);
    }

    String key(ApiKey.Kind kind) {
        var key = ApiKey.random(kind, Mode.TEST);
        var id = MerchantId.random();
        account.inTransaction(tx -> {
            merchants.add(tx, new Merchant(id, "Shop", Locale.ENGLISH));
            keys.add(tx, id, key);
            return id;
        });
        return key.text().reveal();
    }

    Answer send(String key, String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        mode.close();
        account.close();
    }

    private static void migrate(TestDatabase template) {
        Migrations.apply(template.jdbcUrl(), template.user(), template.password(), "account", "account");
    }
}
