package dev.sarraf.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Trouble on request, and that it is always clear afterwards what happened.
class FaultTest extends BankTest {
    @ParameterizedTest
    @ValueSource(strings = {"dropBefore", "dropAfter"})
    void a_cut_connection_leaves_the_effect_or_does_not(String fault) {
        shop.faults("{\"operation\":\"PAY\",\"fault\":\"" + fault + "\"}");

        assertThatThrownBy(() -> shop.put("o", "p", Shop.pay("10.00", GOOD_CARD)))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(shop.record("o")).hasSize(fault.equals("dropAfter") ? 1 : 0);
        assertThat(shop.put("o", "p", Shop.pay("10.00", GOOD_CARD)).at("result"))
                .isEqualTo("SUCCESS");
        assertThat(shop.record("o")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "status5xxWithoutEffect, 500, 0",
        "status5xxWithEffect,    500, 1",
        "html502WithoutEffect,   502, 0",
        "html502WithEffect,      502, 1",
        "serverBusy,             503, 0",
    })
    void a_server_error_leaves_the_effect_or_does_not(String fault, int status, int effects) {
        shop.faults("{\"operation\":\"PAY\",\"fault\":\"" + fault + "\"}");

        var reply = shop.put("o", "p", Shop.pay("10.00", GOOD_CARD));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.contentType()).startsWith(status == 502 ? "text/html" : "application/json");
        assertThat(shop.record("o")).hasSize(effects);
        assertThat(shop.put("o", "p", Shop.pay("10.00", GOOD_CARD)).at("result"))
                .isEqualTo("SUCCESS");
        assertThat(shop.record("o")).hasSize(1);
    }

    @Test
    void a_server_error_has_the_status_that_was_asked_for() {
        shop.faults("{\"fault\":\"status5xxWithoutEffect\",\"status\":504}");

        assertThat(shop.put("o", "p", Shop.pay("10.00", GOOD_CARD)).status()).isEqualTo(504);
    }

    @Test
    void half_an_answer_is_noticed_by_its_length() {
        shop.faults("{\"operation\":\"PAY\",\"fault\":\"halfAnswer\"}");

        assertThatThrownBy(() -> shop.put("o", "p", Shop.pay("10.00", GOOD_CARD)))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(shop.record("o")).hasSize(1);
    }

    @Test
    void a_lock_failure_keeps_nothing() {
        shop.faults("{\"operation\":\"PAY\",\"fault\":\"lockFailure\"}");

        assertThat(shop.put("o", "p", Shop.pay("10.00", GOOD_CARD)).at("response.gatewayCode"))
                .isEqualTo("LOCK_FAILURE");
        assertThat(shop.order("o").status()).isEqualTo(400);
        assertThat(shop.put("o", "p", Shop.pay("10.00", GOOD_CARD)).at("response.gatewayCode"))
                .isEqualTo("APPROVED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delayBeforeMillis", "delayAfterMillis"})
    void a_delay_holds_the_answer_back(String delay) {
        shop.faults("{\"operation\":\"PAY\",\"" + delay + "\":60000}");
        var slow = shop.request("PUT", shop.transactionPath("o", "p"), Shop.pay("10.00", GOOD_CARD))
                .timeout(Duration.ofSeconds(1))
                .build();

        assertThatThrownBy(() -> Shop.send(slow)).isInstanceOf(UncheckedIOException.class);

        assertThat(shop.record("o")).hasSize(delay.equals("delayAfterMillis") ? 1 : 0);
        assertThat(shop.put("o", "p", Shop.pay("10.00", GOOD_CARD)).at("response.gatewayCode"))
                .isEqualTo(delay.equals("delayAfterMillis") ? "APPROVED" : "LOCK_FAILURE");
    }

    @Test
    void a_refund_is_declined_on_request() {
        shop.put("o", "p", Shop.pay("10.00", GOOD_CARD));
        shop.faults("{\"operation\":\"REFUND\",\"fault\":\"decline\"}");

        var declined = shop.put("o", "r1", Shop.money("REFUND", "10.00"));

        assertThat(declined.status()).isEqualTo(201);
        assertThat(declined.at("result")).isEqualTo("FAILURE");
        assertThat(declined.at("response.gatewayCode")).isEqualTo("DECLINED");
        assertThat(declined.at("order.status")).isEqualTo("CAPTURED");
        assertThat(shop.put("o", "r2", Shop.money("REFUND", "10.00")).at("order.status"))
                .isEqualTo("REFUNDED");
    }

    @Test
    void a_fault_is_for_its_operation_and_for_so_many_calls() {
        shop.faults("{\"operation\":\"REFUND\",\"fault\":\"serverBusy\",\"count\":2},"
                + "{\"operation\":\"RETRIEVE_ORDER\",\"fault\":\"serverBusy\"}");

        assertThat(shop.put("o", "p", Shop.pay("10.00", GOOD_CARD)).status()).isEqualTo(201);
        assertThat(shop.put("o", "r", Shop.money("REFUND", "1.00")).at("error.cause"))
                .isEqualTo("SERVER_BUSY");
        assertThat(shop.put("o", "r", Shop.money("REFUND", "1.00")).status()).isEqualTo(503);
        assertThat(shop.put("o", "r", Shop.money("REFUND", "1.00")).status()).isEqualTo(201);
        assertThat(shop.order("o").status()).isEqualTo(503);
        assertThat(shop.order("o").status()).isEqualTo(200);
    }

    @Test
    void what_was_asked_for_can_be_read_and_taken_back() {
        shop.send(
                "PUT",
                shop.admin("/faults"),
                "{\"faults\":[{\"operation\":\"PAY\",\"count\":3,\"fault\":\"dropAfter\"}],"
                        + "\"wipeSecurityCodeAfterFirstUse\":true}");

        var asked = shop.send("GET", shop.admin("/faults"), "");
        assertThat(asked.at("faults.0.operation")).isEqualTo("PAY");
        assertThat(asked.at("faults.0.count")).isEqualTo("3");
        assertThat(asked.at("faults.0.fault")).isEqualTo("dropAfter");
        assertThat(asked.at("wipeSecurityCodeAfterFirstUse")).isEqualTo("true");

        var gone = shop.send("DELETE", shop.admin("/faults"), "");
        assertThat(gone.json().path("faults")).isEmpty();
        assertThat(gone.at("wipeSecurityCodeAfterFirstUse")).isEqualTo("false");
        assertThat(shop.put("o", "p", Shop.pay("10.00", GOOD_CARD)).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'faults':{}}                                       | faults",
                "{'faults':[1]}                                      | faults[0]",
                "{'faults':[{'fault':'explode'}]}                    | faults[0].fault",
                "{'faults':[{},{'operation':'STEAL'}]}               | faults[1].operation",
                "{'faults':[{'count':0}]}                            | faults[0].count",
                "{'faults':[{'count':1.5}]}                          | faults[0].count",
                "{'faults':[{'delayAfterMillis':300001}]}            | faults[0].delayAfterMillis",
                "{'faults':[{'status':404}]}                         | faults[0].status",
                "{'faults':[{'dropAfter':true}]}                     | faults[0].dropAfter",
                "{'wipe':true}                                       | wipe",
                "{'wipeSecurityCodeAfterFirstUse':'yes'}             | wipeSecurityCodeAfterFirstUse",
            })
    void a_misspelled_fault_is_noticed(String body, String field) {
        AuthenticationTest.assertRefused(shop.send("PUT", shop.admin("/faults"), body.replace('\'', '"')), field);
    }
}
