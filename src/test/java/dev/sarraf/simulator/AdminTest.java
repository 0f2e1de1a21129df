package dev.sarraf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The record, the clock and the pages that say what this is.
class AdminTest extends BankTest {
    @Test
    void the_record_tells_what_the_bank_did() {
        shop.put("o", "p1", Shop.pay("10.00", Shop.card("5123456789012346", "05/39", "100")));
        shop.put("o", "p2", Shop.pay("10.00", GOOD_CARD));
        shop.put("o", "r", Shop.money("REFUND", "4.00"));
        shop.put("o", "v", Shop.cancel("r"));
        shop.put("other", "p", Shop.pay("20.00", GOOD_CARD));

        var lines = shop.record("o");

        assertThat(lines)
                .extracting(line -> String.join(
                        " ",
                        text(line, "transaction"),
                        text(line, "kind"),
                        text(line, "result"),
                        text(line, "gatewayCode"),
                        text(line, "amount"),
                        text(line, "currency"),
                        text(line, "card")))
                .containsExactly(
                        "p1 PAY FAILURE DECLINED 10.00 EGP 512345xxxxxx2346",
                        "p2 PAY SUCCESS APPROVED 10.00 EGP 512345xxxxxx2346",
                        "r REFUND SUCCESS APPROVED 4.00 EGP 512345xxxxxx2346",
                        "v VOID SUCCESS APPROVED 4.00 EGP 512345xxxxxx2346");
        assertThat(text(lines.get(3), "targetTransaction")).isEqualTo("r");
        assertThat(lines).allSatisfy(line -> {
            assertThat(Instant.parse(text(line, "time"))).isNotNull();
            assertThat(text(line, "merchant")).isEqualTo(shop.merchant());
            assertThat(line.has("state")).isFalse();
            assertThat(line.has("answer")).isFalse();
        });
    }

    @Test
    void the_record_can_be_read_from_where_one_left_off() {
        shop.put("o", "p", Shop.pay("10.00", GOOD_CARD));
        shop.put("o", "r", Shop.money("REFUND", "4.00"));
        var all = shop.send("GET", shop.admin("/record"), "");
        var second = all.text().lines().skip(1).findFirst().orElseThrow();
        var number = second.replaceAll(".*\"seq\":([0-9]+).*", "$1");

        var rest = shop.send("GET", shop.admin("/record?after=" + number), "");

        assertThat(all.contentType()).isEqualTo("application/x-ndjson");
        assertThat(all.text().lines()).hasSize(3).first().asString().contains("MERCHANT_OPENED");
        assertThat(rest.text().lines()).hasSize(1).first().asString().contains("REFUND");
        assertThat(shop.send("GET", shop.admin("/record?after=x"), "").status()).isEqualTo(400);
    }

    @Test
    void the_record_knows_what_has_become_of_an_unknown_answer_without_being_asked_for_the_order() {
        shop.put("o", "p", Shop.pay("10.00", Shop.card("5123456789012346", "05/37", "100")));
        shop.aheadSeconds(11);

        assertThat(shop.record("o")).extracting(line -> text(line, "result")).containsExactly("UNKNOWN", "SUCCESS");
    }

    @Test
    void the_statement_has_a_line_for_each_movement_of_money_as_it_stands() {
        shop.put("o", "p1", Shop.pay("10.00", Shop.card("5123456789012346", "05/39", "100")));
        shop.put("o", "p2", Shop.pay("10.00", GOOD_CARD));
        shop.put("o", "r", Shop.money("REFUND", "4.00"));
        shop.put("o", "v", Shop.cancel("r"));
        shop.put("a,\"b\"", "p", Shop.pay("20.00", Shop.card("5123456789012346", "05/37", "100")));
        shop.authenticateCard("checked", "a", "10.00", GOOD_CARD);

        var statement = shop.send("GET", shop.admin("/statement"), "");

        assertThat(statement.contentType()).isEqualTo("text/csv; charset=utf-8");
        var lines = statement.text().split("\r\n", -1);
        assertThat(lines).hasSize(7).endsWith("");
        assertThat(lines[0]).isEqualTo("time,order,transaction,type,amount,currency,result");
        assertThat(List.of(lines).subList(1, 6))
                .allMatch(line -> line.matches("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]{12}Z,.*"))
                .extracting(line -> line.substring(line.indexOf(',') + 1))
                .containsExactly(
                        "o,p1,PAYMENT,10.00,EGP,FAILURE",
                        "o,p2,PAYMENT,10.00,EGP,SUCCESS",
                        "o,r,REFUND,4.00,EGP,SUCCESS",
                        "o,v,VOID_REFUND,4.00,EGP,SUCCESS",
                        "\"a,\"\"b\"\"\",p,PAYMENT,20.00,EGP,UNKNOWN");
        shop.aheadSeconds(11);
        assertThat(shop.send("GET", shop.admin("/statement"), "").text()).doesNotContain("UNKNOWN");
    }

    @Test
    void the_statement_is_of_a_period() {
        shop.put("o", "p", Shop.pay("10.00", GOOD_CARD));
        var time = shop.record("o").getFirst().path("time").asString();

        assertThat(statement("?from=" + time)).contains("PAYMENT");
        assertThat(statement("?to=" + time)).doesNotContain("PAYMENT");
        assertThat(statement("?from=2020-01-01&to=2099-01-01")).contains("PAYMENT");
        assertThat(statement("?from=2099-01-01")).doesNotContain("PAYMENT").contains("time,order");
        assertThat(shop.send("GET", shop.admin("/statement?from=yesterday"), "").status())
                .isEqualTo(400);
        assertThat(shop.send("PUT", shop.admin("/statement"), "{}").status()).isEqualTo(405);
    }

    private String statement(String query) {
        return shop.send("GET", shop.admin("/statement" + query), "").text();
    }

    @Test
    void the_clock_moves_ahead_and_never_back() {
        assertThat(clock("{\"aheadSeconds\":100}").at("aheadSeconds")).isEqualTo("100");
        assertThat(clock("{\"aheadSeconds\":50}").at("aheadSeconds")).isEqualTo("100");
        assertThat(clock("{\"aheadSeconds\":86400}").at("aheadSeconds")).isEqualTo("86400");
        var now = Instant.parse(shop.send("GET", shop.admin("/clock"), "").at("now"));
        assertThat(now).isAfter(Instant.now().plus(Duration.ofHours(23)));
        var paid = Instant.parse(shop.put("o", "p", Shop.pay("1.00", GOOD_CARD)).at("timeOfRecord"));
        assertThat(paid).isAfterOrEqualTo(now);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"aheadSeconds\":-1}",
                "{\"aheadSeconds\":\"5\"}",
                "{\"aheadSeconds\":1.5}",
                "{\"aheadSeconds\":99999999999999999999}",
                "{\"aheadSeconds\":315360001}"
            })
    void the_clock_takes_whole_seconds_only(String body) {
        AuthenticationTest.assertRefused(clock(body), "aheadSeconds");
    }

    @Test
    void one_merchants_clock_is_not_anothers() {
        shop.aheadSeconds(1000);

        assertThat(Shop.of(bank, "TEST-OTHER-CLOCK")
                        .send("GET", "/simulator/merchants/TEST-OTHER-CLOCK/clock", "")
                        .at("aheadSeconds"))
                .isEqualTo("0");
    }

    @Test
    void anybody_may_ask_how_it_is_and_what_it_is() {
        assertThat(open("/simulator/healthz").at("status")).isEqualTo("up");
        assertThat(open("/").text()).contains("Gateway simulator", "No money moves");
        assertThat(open("/").contentType()).startsWith("text/html");
    }

    private Reply open(String path) {
        return Shop.send(
                HttpRequest.newBuilder(URI.create(bank.baseUrl() + path)).build());
    }

    private Reply clock(String body) {
        return shop.send("PUT", shop.admin("/clock"), body);
    }

    private static String text(JsonNode line, String field) {
        return line.path(field).asString();
    }
}
