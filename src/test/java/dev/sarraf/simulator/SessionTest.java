package dev.sarraf.simulator;

import static dev.sarraf.simulator.AuthenticationTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a payer's browser leaves with the gateway for a quarter of an hour.
class SessionTest extends BankTest {
    @Test
    void a_session_is_made_filled_and_read_back_masked() {
        var made = shop.send("POST", shop.api("/session"), "{\"session\":{\"authenticationLimit\":25}}");
        var id = made.at("session.id");
        var updated = shop.updateSession(id, "{\"order\":{\"currency\":\"EGP\"}," + GOOD_CARD + "}");
        var read = shop.session(id, true);

        assertThat(made.status()).isEqualTo(201);
        assertThat(id).hasSizeBetween(31, 35);
        assertThat(made.at("session.updateStatus")).isEqualTo("NO_UPDATE");
        assertThat(made.at("session.authenticationLimit")).isEqualTo("25");
        assertThat(Base64.getDecoder().decode(made.at("session.aes256Key"))).hasSize(32);
        assertThat(made.at("session.version")).hasSize(10);
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.at("session.updateStatus")).isEqualTo("SUCCESS");
        assertThat(updated.at("session.version")).isNotEqualTo(made.at("session.version"));
        assertThat(read).isEqualTo(updated);
        assertThat(read.at("sourceOfFunds.provided.card.number")).isEqualTo("512345xxxxxx2346");
        assertThat(read.at("sourceOfFunds.provided.card.securityCode")).isEqualTo("xxx");
        assertThat(read.at("order.currency")).isEqualTo("EGP");
        assertThat(read.text()).doesNotContain("5123456789012346");
    }

    @Test
    void a_session_needs_no_body() {
        assertThat(shop.send("POST", shop.api("/session"), "").status()).isEqualTo(201);
    }

    @Test
    void fields_are_overwritten_and_never_removed_and_the_operation_wins() {
        var session = shop.session(Shop.card("5123456789012346", "05/39", "102"));
        shop.updateSession(session, "{\"sourceOfFunds\":{\"provided\":{\"card\":{\"securityCode\":\"100\"}}}}");

        var declined = shop.put("o", "p1", Shop.pay("10.00", Shop.bySession(session)));
        var approved = shop.put(
                "o",
                "p2",
                Shop.pay(
                        "10.00",
                        Shop.bySession(session)
                                + ",\"sourceOfFunds\":{\"provided\":{\"card\":{\"expiry\":{\"month\":\"01\"}}}}"));

        assertThat(declined.at("response.gatewayCode")).isEqualTo("DECLINED");
        assertThat(declined.at("response.cardSecurityCode.gatewayCode")).isEqualTo("MATCH");
        assertThat(approved.at("response.gatewayCode")).isEqualTo("APPROVED");
    }

    @Test
    void the_security_code_lasts_until_the_first_payment() {
        var session = shop.session(Shop.card("5123456789012346", "05/39", "102"));
        var card = Shop.bySession(session);
        shop.authenticateCard("o", "a", "10.00", card);

        var first = shop.put("o", "p1", Shop.pay("10.00", card));
        var second = shop.put("o", "p2", Shop.pay("10.00", card));

        assertThat(first.at("response.cardSecurityCode.gatewayCode")).isEqualTo("NO_MATCH");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.has("/response/cardSecurityCode")).isFalse();
        assertThat(shop.session(session, true).at("sourceOfFunds.provided.card.securityCode"))
                .isEmpty();
    }

    @Test
    void the_documented_wiping_can_be_had() {
        shop.send("PUT", shop.admin("/faults"), "{\"wipeSecurityCodeAfterFirstUse\":true}");
        var card = Shop.bySession(shop.session(Shop.card("5123456789012346", "01/39", "102")));
        shop.authenticateCard("o", "a", "10.00", card);

        var paid = shop.put("o", "p", Shop.pay("10.00", card));

        assertThat(paid.at("response.gatewayCode")).isEqualTo("APPROVED");
        assertThat(paid.has("/response/cardSecurityCode")).isFalse();
    }

    @Test
    void a_stale_version_is_refused() {
        var session = shop.session(GOOD_CARD);
        var stale = shop.session(session, true).at("session.version");
        shop.updateSession(session, "{\"order\":{\"currency\":\"EGP\"}}");
        var versioned = "\"session\":{\"id\":\"" + session + "\",\"version\":\"" + stale + "\"}";

        assertRefused(shop.updateSession(session, "{\"session\":{\"version\":\"" + stale + "\"}}"), "session.version");
        assertRefused(shop.put("o", "p", Shop.pay("10.00", versioned)), "session.version");
    }

    @Test
    void a_session_lapses_after_a_quarter_of_an_hour_of_the_merchants_clock() {
        var session = shop.session(GOOD_CARD);
        shop.aheadSeconds(14 * 60);
        assertThat(shop.session(session, true).status()).isEqualTo(200);

        shop.aheadSeconds(15 * 60 + 1);

        assertRefused(shop.session(session, true), "session.id");
        assertRefused(shop.updateSession(session, "{}"), "session.id");
        assertRefused(shop.put("o", "p", Shop.pay("10.00", Shop.bySession(session))), "session.id");
    }

    @Test
    void another_merchants_session_does_not_exist() {
        var session = shop.session(GOOD_CARD);
        var other = Shop.of(bank, "TEST-OTHER-SESSIONS");

        assertRefused(other.session(session, true), "session.id");
        assertRefused(other.put("o", "p", Shop.pay("10.00", Shop.bySession(session))), "session.id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "26", "1.5", "\"many\"", "[]"})
    void the_authentication_limit_is_a_small_number(String limit) {
        assertRefused(
                shop.send("POST", shop.api("/session"), "{\"session\":{\"authenticationLimit\":" + limit + "}}"),
                "session.authenticationLimit");
    }

    @Test
    void no_card_is_on_the_disk_in_clear() throws IOException {
        var card = Shop.card("5200000000001096", "01/39", "100");
        assertRefused(
                shop.updateSession(shop.session(GOOD_CARD), "{" + card + "}"), "sourceOfFunds.provided.card.number");
        shop.put("o", "p1", Shop.pay("10.00", Shop.card("371881887105009", "01/39", "1234")));
        shop.put(
                "o",
                "p2",
                Shop.pay("10.00", Shop.bySession(shop.session(Shop.card("371881887105009", "01/39", "1234")))));

        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.toList()) {
                var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(content)
                        .as(file.toString())
                        .doesNotContain("5200000000001096", "371881887105009", "5123456789012346", "\"1234\"");
                assertThat(Files.getPosixFilePermissions(file))
                        .as(file.toString())
                        .hasSize(2);
            }
        }
    }
}
