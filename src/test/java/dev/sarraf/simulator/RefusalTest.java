package dev.sarraf.simulator;

import static dev.sarraf.simulator.AuthenticationTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the gateway does not do, and how it says so.
class RefusalTest extends BankTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apiOperation                              | MISSING     | {}",
                "apiOperation                              | UNSUPPORTED | {'apiOperation':'PURCHASE'}",
                "apiOperation                              | UNSUPPORTED | {'apiOperation':'RETRIEVE_ORDER'}",
                "order.currency                            | MISSING     | {'apiOperation':'PAY','order':{'amount':'1'},CARD}",
                "order.currency                            | INVALID     | {'apiOperation':'PAY','order':{'amount':'1','currency':'egp'},CARD}",
                "order.currency                            | INVALID     | {'apiOperation':'PAY','order':{'amount':'1','currency':'ZZZ'},CARD}",
                "order.amount                              | MISSING     | {'apiOperation':'PAY','order':{'currency':'EGP'},CARD}",
                "order.amount                              | INVALID     | {'apiOperation':'PAY','order':{'currency':'EGP','amount':[1]},CARD}",
                "sourceOfFunds.provided.card.number        | MISSING     | {'apiOperation':'PAY','order':{'amount':'1','currency':'EGP'}}",
                "sourceOfFunds.provided.card.number        | INVALID     | {'apiOperation':'PAY','order':{'amount':'1','currency':'EGP'},'sourceOfFunds':{'provided':{'card':{'number':'4242424242424242'}}}}",
                "sourceOfFunds.provided.card.number        | INVALID     | {'apiOperation':'PAY','order':{'amount':'1','currency':'EGP'},'sourceOfFunds':{'provided':{'card':{'number':5123456789012346}}}}",
                "sourceOfFunds.provided.card.number        | INVALID     | {'apiOperation':'PAY','order':{'amount':'1','currency':'EGP'},'sourceOfFunds':{'provided':{'card':{'number':'5123 4567 8901 2346'}}}}",
                "sourceOfFunds.provided.card.expiry.month  | MISSING     | {'apiOperation':'PAY','order':{'amount':'1','currency':'EGP'},'sourceOfFunds':{'provided':{'card':{'number':'5123456789012346'}}}}",
                "sourceOfFunds.provided.card.expiry.year   | MISSING     | {'apiOperation':'PAY','order':{'amount':'1','currency':'EGP'},'sourceOfFunds':{'provided':{'card':{'number':'5123456789012346','expiry':{'month':'01'}}}}}",
                "sourceOfFunds.provided.card.expiry        | INVALID     | {'apiOperation':'PAY','order':{'amount':'1','currency':'EGP'},'sourceOfFunds':{'provided':{'card':{'number':'5123456789012346','expiry':{'month':'13','year':'39'}}}}}",
                "sourceOfFunds.provided.card.securityCode  | INVALID     | {'apiOperation':'PAY','order':{'amount':'1','currency':'EGP'},'sourceOfFunds':{'provided':{'card':{'number':'5123456789012346','expiry':{'month':'01','year':'39'},'securityCode':'1000'}}}}",
                "sourceOfFunds.provided.card.securityCode  | INVALID     | {'apiOperation':'PAY','order':{'amount':'1','currency':'EGP'},'sourceOfFunds':{'provided':{'card':{'number':'5123456789012346','expiry':{'month':'01','year':'39'},'securityCode':'abc'}}}}",
                "session.id                                | INVALID     | {'apiOperation':'PAY','order':{'amount':'1','currency':'EGP'},'session':{'id':'SESSION0'}}",
                "authentication.channel                    | MISSING     | {'apiOperation':'INITIATE_AUTHENTICATION','order':{'currency':'EGP'},CARD}",
                "authentication.channel                    | UNSUPPORTED | {'apiOperation':'INITIATE_AUTHENTICATION','order':{'currency':'EGP'},'authentication':{'channel':'PAYER_APP'},CARD}",
                "order.id                                  | INVALID     | {'apiOperation':'REFUND','transaction':{'amount':'1','currency':'EGP'}}",
                "sourceOfFunds                             | UNSUPPORTED | {'apiOperation':'REFUND','transaction':{'amount':'1','currency':'EGP'},CARD}",
                "order.id                                  | INVALID     | {'apiOperation':'VOID','transaction':{'targetTransactionId':'p'}}",
            })
    void a_field_that_does_not_fit_is_named(String field, String validationType, String body) {
        var reply = shop.put("o", "t", body.replace('\'', '"').replace("CARD", GOOD_CARD));

        assertRefused(reply, field);
        assertThat(reply.at("error.validationType")).isEqualTo(validationType);
        assertThat(reply.at("error.explanation")).isNotEmpty();
        assertThat(reply.text()).doesNotContain("4242424242424242", "5123456789012346", "5123 4567");
        assertThat(shop.order("o").status()).as("nothing was kept").isEqualTo(400);
    }

    @Test
    void ids_have_at_most_forty_characters() {
        var forty = "x".repeat(40);
        assertThat(shop.put(forty, forty, Shop.pay("1.00", GOOD_CARD)).status()).isEqualTo(201);

        assertRefused(shop.put(forty + "x", "p", Shop.pay("1.00", GOOD_CARD)), "order.id");
        assertRefused(shop.put("o", forty + "x", Shop.pay("1.00", GOOD_CARD)), "transaction.id");
        assertRefused(shop.get("o", forty + "x"), "transaction.id");
        assertRefused(shop.order(forty + "x"), "order.id");
        assertThat(shop.put(forty + "x", "p", Shop.pay("1.00", GOOD_CARD)).at("error.explanation"))
                .contains("less than 41");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a b", "a+b", "%41", "طلب", "../../x", "?q#f", "'\"<>"})
    void ids_may_be_odd(String id) {
        assertThat(shop.put(id, id, Shop.pay("1.00", GOOD_CARD)).at("order.id")).isEqualTo(id);
        assertThat(shop.get(id, id).at("transaction.id")).isEqualTo(id);
        assertThat(shop.record(id)).hasSize(1);
    }

    @Test
    void what_the_gateway_never_saw_is_not_found() {
        shop.put("o", "p", Shop.pay("1.00", GOOD_CARD));

        assertThat(shop.order("other").status()).isEqualTo(400);
        assertThat(shop.order("other").at("error.explanation")).startsWith("Unable to find order");
        assertThat(shop.get("other", "p").at("error.explanation")).startsWith("Unable to find order");
        assertThat(shop.get("o", "other").at("error.explanation")).startsWith("Unable to find transaction");
    }

    @Test
    void a_merchant_is_opened_by_its_first_request_and_keeps_its_password() {
        assertThat(shop.put("o", "p", Shop.pay("1.00", GOOD_CARD)).status()).isEqualTo(201);
        var thief = new Shop(bank.baseUrl(), shop.merchant(), "a guess");

        var reply = thief.order("o");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.at("error.cause")).isEqualTo("INVALID_REQUEST");
        assertThat(reply.at("error.explanation")).isEqualTo("Invalid credentials.");
        assertThat(thief.send("GET", shop.admin("/record"), "").status()).isEqualTo(401);
        assertThat(thief.send("PUT", shop.admin("/clock"), "{\"aheadSeconds\":9}")
                        .status())
                .isEqualTo(401);
        assertThat(shop.order("o").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LIVEMERCHANT",
                "test1",
                "MERCHANT",
                "TEST.1",
                "TEST%00",
                "TESTxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            })
    void only_test_merchants_exist(String merchant) {
        var path = "/api/rest/version/100/merchant/" + merchant + "/order/o";

        assertThat(withAuthorization(path, basic("merchant." + merchant, "secret")))
                .isEqualTo(401);
    }

    @Test
    void credentials_must_be_complete() {
        var path = "/api/rest/version/100/merchant/TESTAUTH/order/o";

        assertThat(withAuthorization(path, "")).isEqualTo(401);
        assertThat(withAuthorization(path, "Bearer x")).isEqualTo(401);
        assertThat(withAuthorization(path, "Basic !!!")).isEqualTo(401);
        assertThat(withAuthorization(path, basic("merchant.TESTAUTH", ""))).isEqualTo(401);
        assertThat(withAuthorization(path, basic("TESTAUTH", "secret"))).isEqualTo(401);
        assertThat(withAuthorization(path, basic("merchant.TESTOTHER", "secret")))
                .isEqualTo(401);
        assertThat(withAuthorization(path, basic("merchant.TESTAUTH", "x".repeat(129))))
                .isEqualTo(401);
        assertThat(withAuthorization(path, basic("merchant.TESTAUTH", "secret")))
                .isEqualTo(400);
    }

    @Test
    void a_merchant_does_not_see_another_ones_orders() {
        shop.put("o", "p", Shop.pay("1.00", GOOD_CARD));
        var other = Shop.of(bank, "TEST-OTHER-ORDERS");

        assertThat(other.order("o").status()).isEqualTo(400);
        assertThat(other.record("o")).isEmpty();
        assertThat(other.put("o", "p", Shop.pay("2.00", GOOD_CARD)).at("order.amount"))
                .isEqualTo("2.00");
    }

    @Test
    void only_version_100_is_spoken() {
        assertThat(shop.send("GET", shop.api("/order/o").replace("100", "99"), "")
                        .at("error.cause"))
                .isEqualTo("INVALID_REQUEST");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,   /api/rest/version/100/merchant/M/order/o/transaction/p, 405",
        "DELETE, /api/rest/version/100/merchant/M/order/o/transaction/p, 405",
        "PUT,    /api/rest/version/100/merchant/M/order/o,               405",
        "GET,    /api/rest/version/100/merchant/M/session,               405",
        "PATCH,  /api/rest/version/100/merchant/M/session/x,             405",
        "GET,    /api/rest/version/100/merchant/M/order/o/transaction,   404",
        "GET,    /api/rest/version/100/merchant/M/order/o/transaction/p/x, 404",
        "GET,    /api/rest/version/100/merchant/M/token,                 404",
        "GET,    /api/rest/version/100/merchant/M,                       404",
        "GET,    /api/nvp/version/100,                                   404",
        "GET,    /api,                                                   404",
        "GET,    /nothing,                                               404",
        "POST,   /,                                                      405",
        "PUT,    /simulator/merchants/M/record,                          405",
        "POST,   /simulator/merchants/M/faults,                          405",
        "DELETE, /simulator/merchants/M/clock,                           405",
        "GET,    /simulator/merchants/M/money,                           404",
        "GET,    /simulator/merchants,                                   404",
    })
    void other_paths_and_verbs_are_refused_with_the_error_object(String method, String path, int status) {
        var reply = shop.send(method, path.replace("/M", "/" + shop.merchant()), method.equals("GET") ? "" : "{}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.at("error.cause")).isEqualTo("INVALID_REQUEST");
        assertThat(reply.contentType()).isEqualTo("application/json");
    }

    @Test
    void a_body_of_another_type_is_refused() {
        var request = shop.request("PUT", shop.transactionPath("o", "p"), Shop.pay("1.00", GOOD_CARD))
                .setHeader("Content-Type", "text/plain")
                .build();

        assertThat(Shop.send(request).at("error.explanation")).contains("application/json");
    }

    @Test
    void what_is_told_back_is_told_back() {
        var extra = "\"correlationId\":\"c-1\",\"transaction\":{\"reference\":\"t-1\"},";
        var body = Shop.pay("1.00", extra + GOOD_CARD).replace("\"EGP\"", "\"EGP\",\"reference\":\"o-1\"");

        var reply = shop.put("o", "p", body);

        assertThat(reply.at("correlationId")).isEqualTo("c-1");
        assertThat(reply.at("transaction.reference")).isEqualTo("t-1");
        assertThat(reply.at("order.reference")).isEqualTo("o-1");
        assertThat(shop.get("o", "p").at("correlationId")).isEmpty();
    }

    private int withAuthorization(String path, String header) {
        var request = HttpRequest.newBuilder(bank.baseUrl().resolve(path));
        Optional.of(header).filter(it -> !it.isEmpty()).ifPresent(it -> request.header("Authorization", it));
        return Shop.send(request.build()).status();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
