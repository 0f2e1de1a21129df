package dev.sarraf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sarraf.TestApp;
import dev.sarraf.ids.Secret;
import dev.sarraf.testing.Shop;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Both sides of the comparison do the same: they leave rows that only differ in their ids.
class SessionsBenchTest {
    private static TestApp app;
    private static Shop shop;

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void a_client_creates_one_session_after_another_over_its_connection() throws Exception {
        long before = app.count("test.checkout_sessions");
        try (var client = new SessionClient(new TestAccount(app.url(), new Secret(shop.secretKey())))) {
            client.once();
            client.once();
            var session = Shop.parse(client.create());

            assertThat(shop.get("/checkout/sessions/" + session.get("id").stringValue())
                            .expect(200))
                    .isEqualTo(session);
        }
        assertThat(app.count("test.checkout_sessions")).isEqualTo(before + 3);
    }

    @Test
    void a_bare_insert_leaves_a_session_like_the_one_that_it_copies() throws Exception {
        var original = shop.post("/checkout/sessions", Shop.order()).expect(201);
        var id = original.get("id").stringValue();
        try (var insert = BareInsert.like(connection(), id)) {
            insert.once();
            insert.once();
        }

        var copies = app.query("""
                SELECT id FROM test.checkout_sessions
                 WHERE client_secret = (SELECT client_secret FROM test.checkout_sessions WHERE id = '%s')
                """.formatted(id));
        assertThat(copies).hasSize(3).contains(id);
        assertThat(copies)
                .allSatisfy(copy -> assertThat(withoutUrl(
                                shop.get("/checkout/sessions/" + copy).expect(200)))
                        .isEqualTo(withoutUrl(original)));
    }

    @Test
    void only_a_session_that_exists_can_be_copied() throws Exception {
        try (var connection = connection()) {
            assertThatIllegalArgumentException().isThrownBy(() -> BareInsert.like(connection, "cs_test_none"));
        }
    }

    @Test
    void a_quantile_is_the_value_that_this_share_does_not_exceed() {
        var hundred = new Figures(
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList().reversed());

        assertThat(hundred.quantile(0.99)).isEqualTo(99);
        assertThat(hundred.quantile(1)).isEqualTo(100);
        assertThat(new Figures(List.of(7.0)).quantile(0.99)).isEqualTo(7);
    }

    private static JsonNode withoutUrl(JsonNode session) {
        var plain = (ObjectNode) session.deepCopy();
        plain.remove(List.of("id", "url"));
        return plain;
    }

    private static Connection connection() throws SQLException {
        var url = URI.create(app.databaseUrl());
        var user = url.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.getAuthority().replaceFirst(".*@", "") + url.getPath(), user[0], user[1]);
    }
}
