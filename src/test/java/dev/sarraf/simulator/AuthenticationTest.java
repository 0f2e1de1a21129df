package dev.sarraf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The published tables of 3-D Secure, and what a payment that rests on an authentication comes to.
class AuthenticationTest extends BankTest {
    @ParameterizedTest
    @CsvSource({
        // Mastercard
        "5123450000000008,    true,  PENDING,     C, '', ''",
        "2223000000000007,    true,  PENDING,     C, '', ''",
        "5123456789012346,    true,  SUCCESSFUL,  Y, '', 02",
        "5555555555000018,    false, SUCCESSFUL,  Y, '', 02",
        "5500005555555559,    false, ATTEMPTED,   A, '', 01",
        "5506900140100503,    false, REJECTED,    R, 04, ''",
        "5123459999998221,    false, UNAVAILABLE, U, 01, 00",
        // Visa
        "4440000009900010,    false, PENDING,     C, '', ''",
        "4440000042200014,    true,  SUCCESSFUL,  Y, '', 05",
        "4440000042200022,    false, ATTEMPTED,   A, '', 06",
        // Amex
        "371881733404002,     false, PENDING,     C, '', ''",
        "371881887105009,     true,  SUCCESSFUL,  Y, '', 05",
        // Maestro
        "5000000000000000005, false, EXEMPT,      '', 81, 06",
        // JCB
        "3528249999991755,    true,  PENDING,     C, '', ''",
        "3528249999991748,    false, PENDING,     C, '', ''",
        "3528249999991821,    true,  SUCCESSFUL,  Y, '', 05",
        "3528249999981236,    true,  REJECTED,    R, 04, ''",
        // Diners
        "3600000000000115,    true,  PENDING,     C, '', ''",
        "3600000000000123,    false, PENDING,     C, '', ''",
        "3600000000000131,    true,  SUCCESSFUL,  Y, '', 05",
        "36721601220030,      true,  SUCCESSFUL,  Y, '', 05",
        "3600000000000172,    true,  REJECTED,    R, 04, ''",
        // Discover
        "6445644564456445,    true,  PENDING,     C, '', ''",
        "6445644564456460,    false, PENDING,     C, '', ''",
        "6445644564456411,    true,  SUCCESSFUL,  Y, '', 05",
        "6587060001006370,    true,  SUCCESSFUL,  Y, '', 05",
        "6445644564456155,    true,  REJECTED,    R, 04, ''",
        // UnionPay
        "6201089999995464,    true,  SUCCESSFUL,  Y, '', 05",
        "6201089999991455,    true,  PENDING,     C, '', ''",
        "6213249999999991208, true,  PENDING,     C, '', ''",
        "6201089999994020,    false, ATTEMPTED,   A, '', 06",
        "6201080999990852,    false, UNAVAILABLE, U, 01, 07",
        "6201080999990423,    false, FAILED,      N, 04, ''",
        // Enrolled, without a published answer
        "4508750015741019,    false, SUCCESSFUL,  Y, '', 05",
        "30123400000000,      false, SUCCESSFUL,  Y, '', 05",
        "3528000000000007,    false, SUCCESSFUL,  Y, '', 05",
        "6011003179988686,    false, SUCCESSFUL,  Y, '', 05",
    })
    void the_number_decides(String number, boolean method, String status, String letter, String reason, String eci) {
        var card = Shop.card(number, "01/39", "");

        var initiated = shop.put("o", "a", Shop.initiate(card));
        var authenticated = shop.put("o", "a", Shop.authenticate("10.00", card));

        assertThat(initiated.status()).isEqualTo(201);
        assertThat(initiated.at("response.gatewayCode")).isEqualTo("AUTHENTICATION_IN_PROGRESS");
        assertThat(initiated.at("response.gatewayRecommendation")).isEqualTo("PROCEED");
        assertThat(initiated.at("transaction.authenticationStatus")).isEqualTo("AUTHENTICATION_AVAILABLE");
        assertThat(initiated.at("authentication.version")).isEqualTo("3DS2");
        assertThat(initiated.has("/authentication/redirect/customizedHtml/3ds2/methodUrl"))
                .isEqualTo(method);
        assertThat(authenticated.at("transaction.authenticationStatus")).isEqualTo("AUTHENTICATION_" + status);
        assertThat(authenticated.at("order.authenticationStatus")).isEqualTo("AUTHENTICATION_" + status);
        assertThat(authenticated.at("authentication.3ds2.transactionStatus")).isEqualTo(letter);
        assertThat(authenticated.at("authentication.3ds2.statusReasonCode")).isEqualTo(reason);
        assertThat(authenticated.at("authentication.3ds.acsEci")).isEqualTo(eci);
        assertThat(authenticated.at("authentication.payerInteraction"))
                .isEqualTo(status.equals("PENDING") ? "REQUIRED" : "NOT_REQUIRED");
        assertThat(authenticated.has("/authentication/redirect")).isEqualTo(status.equals("PENDING"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5111111111111118", "2223000000000023", "4012000033330026", "371449635398431", "36259600000012",
                "3528111100000001", "6011963280099774", "5666555544443333", "135492354874528", "135420001569134",
                "6214239999999611", "6214239999999546", "6690109000011057", "6690109000011065", "5078036246600381"
            })
    void a_card_that_is_not_enrolled_may_be_charged_without(String number) {
        var card = Shop.card(number, "01/39", "");

        var initiated = shop.put("o", "a", Shop.initiate(card));
        var paid = shop.put("o", "p", Shop.pay("10.00", resting("a", card)));

        assertThat(initiated.at("transaction.authenticationStatus")).isEqualTo("AUTHENTICATION_NOT_SUPPORTED");
        assertThat(initiated.at("response.gatewayRecommendation")).isEqualTo("PROCEED");
        assertThat(initiated.at("authentication.version")).isEqualTo("NONE");
        assertThat(initiated.at("order.status")).isEqualTo("AUTHENTICATION_NOT_NEEDED");
        assertThat(paid.at("response.gatewayCode")).isEqualTo("APPROVED");
    }

    @Test
    void the_cards_for_errors_make_the_gateway_fail_and_use_up_nothing() {
        var first = shop.put("o", "a", Shop.initiate(Shop.card("5210760000000004", "01/39", "")));
        var second = shop.authenticateCard("o", "a", "10.00", Shop.card("5455031257390496", "01/39", ""));

        assertThat(first.status()).isEqualTo(500);
        assertThat(first.at("error.cause")).isEqualTo("SERVER_FAILED");
        assertThat(second.status()).isEqualTo(500);
        assertThat(second.at("error.cause")).isEqualTo("SERVER_FAILED");
        assertThat(shop.get("o", "a").at("transaction.authenticationStatus")).isEqualTo("AUTHENTICATION_AVAILABLE");
    }

    @ParameterizedTest
    @CsvSource({
        "4440000009900010, successful, SUCCESSFUL,  Y, '', 05, PROCEED,        APPROVED",
        "4440000009900010, failed,     FAILED,      N, '', 07, DO_NOT_PROCEED, AUTHENTICATION_FAILED",
        "4440000009900010, cancelled,  FAILED,      N, 01, 07, DO_NOT_PROCEED, AUTHENTICATION_FAILED",
        "4440000009900010, unable,     UNAVAILABLE, U, '', 07, PROCEED,        AUTHENTICATION_FAILED",
        "4440000009900010, rejected,   REJECTED,    R, '', 07, DO_NOT_PROCEED, AUTHENTICATION_FAILED",
        "5123450000000008, successful, SUCCESSFUL,  Y, '', 02, PROCEED,        APPROVED",
        "5123450000000008, failed,     FAILED,      N, '', 00, DO_NOT_PROCEED, AUTHENTICATION_FAILED",
        "5123450000000008, cancelled,  FAILED,      N, 01, 00, DO_NOT_PROCEED, AUTHENTICATION_FAILED",
        "5123450000000008, unable,     UNAVAILABLE, U, '', 00, PROCEED,        AUTHENTICATION_FAILED",
        "5123450000000008, rejected,   REJECTED,    R, '', 00, DO_NOT_PROCEED, AUTHENTICATION_FAILED",
    })
    void the_payer_decides_a_challenge(
            String number,
            String choice,
            String status,
            String letter,
            String cancel,
            String eci,
            String recommendation,
            String payment) {
        var card = Shop.card(number, "01/39", "");
        var asked = shop.authenticateCard("o", "a", "10.00", card);
        assertThat(asked.at("result")).isEqualTo("PENDING");
        assertThat(asked.at("response.gatewayCode")).isEqualTo("PENDING");
        assertThat(asked.at("response.gatewayRecommendation")).isEqualTo("PROCEED");

        assertThat(Shop.choose(asked, choice).status()).isEqualTo(200);

        var now = shop.get("o", "a");
        assertThat(now.at("transaction.authenticationStatus")).isEqualTo("AUTHENTICATION_" + status);
        assertThat(now.at("authentication.3ds2.transactionStatus")).isEqualTo(letter);
        assertThat(now.at("authentication.3ds2.challengeCancel")).isEqualTo(cancel);
        assertThat(now.at("authentication.3ds.acsEci")).isEqualTo(eci);
        assertThat(now.at("response.gatewayRecommendation")).isEqualTo(recommendation);
        assertThat(now.has("/authentication/redirect")).isFalse();
        assertThat(shop.put("o", "p", Shop.pay("10.00", resting("a", card))).at("response.gatewayCode"))
                .isEqualTo(payment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5506900140100503", "5123459999998221", "6201080999990423", "5123450000000008"})
    void a_payment_that_rests_on_a_failed_or_unfinished_authentication_is_declined(String number) {
        var card = Shop.card(number, "01/39", "");
        shop.authenticateCard("o", "a", "10.00", card);

        var paid = shop.put("o", "p", Shop.pay("10.00", resting("a", card)));

        assertThat(paid.status()).isEqualTo(201);
        assertThat(paid.at("result")).isEqualTo("FAILURE");
        assertThat(paid.at("response.gatewayCode")).isEqualTo("AUTHENTICATION_FAILED");
        assertThat(paid.at("order.status")).isEqualTo("FAILED");
    }

    @Test
    void a_payment_that_rests_on_an_authentication_only_initiated_is_declined() {
        shop.put("o", "a", Shop.initiate(GOOD_CARD));

        assertThat(shop.put("o", "p", Shop.pay("10.00", resting("a", GOOD_CARD)))
                        .at("response.gatewayCode"))
                .isEqualTo("AUTHENTICATION_FAILED");
    }

    @Test
    void an_authentication_is_good_for_its_own_order_amount_and_card_only() {
        shop.authenticateCard("o", "a", "10.00", GOOD_CARD);
        var otherCard = Shop.card("5555555555000018", "01/39", "100");

        assertRefused(shop.put("o2", "p1", Shop.pay("10.00", resting("a", GOOD_CARD))), "authentication.transactionId");
        assertRefused(shop.put("o", "p2", Shop.pay("10.01", resting("a", GOOD_CARD))), "authentication.transactionId");
        assertRefused(shop.put("o", "p3", Shop.pay("10.00", resting("a", otherCard))), "authentication.transactionId");
        assertRefused(shop.put("o", "p4", Shop.pay("10.00", resting("b", GOOD_CARD))), "authentication.transactionId");
        assertRefused(
                shop.put("o", "p5", Shop.pay("10.00", resting("a", GOOD_CARD)).replace("EGP", "USD")),
                "order.currency");
        assertThat(shop.put("o", "p6", Shop.pay("10.00", resting("a", GOOD_CARD)))
                        .at("result"))
                .isEqualTo("SUCCESS");
        assertRefused(shop.put("o", "p7", Shop.pay("10.00", resting("p6", GOOD_CARD))), "authentication.transactionId");
    }

    @Test
    void the_payer_cannot_be_authenticated_before_it_was_initiated_for_this_card() {
        assertRefused(shop.put("o", "a", Shop.authenticate("10.00", GOOD_CARD)), "transaction.id");
        shop.put("o", "a", Shop.initiate(GOOD_CARD));
        assertRefused(
                shop.put("o", "a", Shop.authenticate("10.00", Shop.card("5555555555000018", "01/39", ""))),
                "sourceOfFunds.provided.card.number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authentication.redirectResponseUrl",
                "device.browser",
                "device.browserDetails.acceptHeaders",
                "device.browserDetails.colorDepth",
                "device.browserDetails.javaEnabled",
                "device.browserDetails.language",
                "device.browserDetails.screenHeight",
                "device.browserDetails.screenWidth",
                "device.browserDetails.timeZone",
                "device.browserDetails.3DSecureChallengeWindowSize"
            })
    void what_the_issuer_wants_to_know_must_be_there(String field) {
        shop.put("o", "a", Shop.initiate(GOOD_CARD));
        var name = field.substring(field.lastIndexOf('.') + 1);

        var reply = shop.put(
                "o", "a", Shop.authenticate("10.00", GOOD_CARD).replace("\"" + name + "\":", "\"x" + name + "\":"));

        assertRefused(reply, field);
        assertThat(reply.at("error.validationType")).isEqualTo("MISSING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "//example.test/x", "/x", "ftp://example.test/", "http://a@b/", "x y"})
    void the_way_back_is_an_ordinary_address(String url) {
        shop.put("o", "a", Shop.initiate(GOOD_CARD));

        assertRefused(
                shop.put("o", "a", Shop.authenticate("10.00", GOOD_CARD).replace(Shop.RETURN_URL, url)),
                "authentication.redirectResponseUrl");
    }

    @Test
    void a_visit_to_the_hidden_page_is_seen_by_the_issuer() {
        var initiated = shop.put("o", "a", Shop.initiate(GOOD_CARD));
        var place = "authentication.redirect.customizedHtml.3ds2.";

        var page = Shop.postForm(
                initiated.at(place + "methodUrl"), Map.of("threeDSMethodData", initiated.at(place + "methodPostData")));

        assertThat(page.status()).isEqualTo(200);
        assertThat(shop.put("o", "a", Shop.authenticate("10.00", GOOD_CARD)).at("authentication.3ds2.methodCompleted"))
                .isEqualTo("true");
    }

    static String resting(String authentication, String card) {
        return "\"authentication\":{\"transactionId\":\"" + authentication + "\"}," + card;
    }

    static void assertRefused(Reply reply, String field) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.at("result")).isEqualTo("ERROR");
        assertThat(reply.at("error.cause")).isEqualTo("INVALID_REQUEST");
        assertThat(reply.at("error.field")).isEqualTo(field);
    }
}
