package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `PATCH /checkout/sessions/{id}`: what a merchant changes while a customer looks at the page.
class SessionChangeFlowTest {
    private static final String CHEAPER = """
            {"lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 9900,
                                                         "productData": {"name": "Key ring"}}}]}
            """;

    private static TestApp app;
    private static Shop shop;

    private final Customer customer = new Customer();

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
    void what_is_sent_takes_the_place_of_what_was_there_and_the_rest_stays() {
        var session = shop.createSession("""
                {"afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example/a"}},
                 "cancelUrl": "https://shop.example/cart", "locale": "ar", "phoneNumberCollection": true,
                 "metadata": {"order": "1", "basket": "2"},
                 "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 149900,
                                                             "productData": {"name": "Canvas weekender"}}}]}
                """);

        var changed = shop.patch(path(session), """
                {"afterCompletion": {"type": "hosted_confirmation"}, "metadata": {"order": "7"},
                 "nameCollection": true, "feeConfig": {"feesPassThrough": false, "vatCollectionEnabled": true,
                                                       "vatCollectionRate": 1400}}
                """).expect(200);

        assertThat(changed).isEqualTo(shop.session(id(session)));
        assertThat(changed.at("/afterCompletion/type").stringValue()).isEqualTo("hosted_confirmation");
        assertThat(changed.get("metadata").toString()).isEqualTo("{\"order\":\"7\"}");
        assertThat(changed.get("cancelUrl").stringValue()).isEqualTo("https://shop.example/cart");
        assertThat(changed.get("locale").stringValue()).isEqualTo("ar");
        assertThat(changed.get("phoneNumberCollection").booleanValue()).isTrue();
        assertThat(changed.get("nameCollection").booleanValue()).isTrue();
        assertThat(changed.at("/totalDetails/amountCollectedVat").longValue()).isEqualTo(20_986);
        assertThat(changed.get("amountTotal").longValue()).isEqualTo(170_886);
        assertThat(changed.get("lineItems")).isEqualTo(session.get("lineItems"));
        assertThat(changed.get("expiresAt")).isEqualTo(session.get("expiresAt"));
    }

    @Test
    void lines_are_replaced_all_together_and_an_empty_list_empties_the_cart() {
        var session = shop.createSession();

        assertThat(shop.patch(path(session), CHEAPER)
                        .expect(200)
                        .get("amountTotal")
                        .longValue())
                .isEqualTo(9_900);
        var emptied = shop.patch(path(session), "{\"lineItems\": []}").expect(200);
        assertThat(emptied.get("lineItems")).isEmpty();
        assertThat(emptied.get("amountTotal").longValue()).isZero();
        assertThat(shop.patch(path(session), "{\"lineItems\": null}")
                        .expect(200)
                        .get("lineItems"))
                .isEmpty();
    }

    @Test
    void a_session_without_lines_is_filled_and_paid() {
        var session = shop.createSession("""
                {"afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example"}}}
                """);

        shop.patch(path(session), CHEAPER).expect(200);
        customer.pay(session, Customer.FRICTIONLESS);

        assertThat(shop.session(id(session)).get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(shop.session(id(session)).at("/paymentIntent/amountReceived").longValue())
                .isEqualTo(9_900);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "parameter_unknown | mode | {\"mode\": \"payment\"}",
                "parameter_unknown | uiMode | {\"uiMode\": \"hosted\"}",
                "parameter_unknown | submitType | {\"submitType\": \"PAY\"}",
                "parameter_unknown | currency | {\"currency\": \"EGP\"}",
                "parameter_unknown | expiresAfterMinutes | {\"expiresAfterMinutes\": 60}",
                "parameter_unknown | orderReference | {\"orderReference\": \"o1\"}",
                "parameter_invalid | afterCompletion | {\"afterCompletion\": \"https://shop.example\"}",
                "parameter_requires_another | customerUpdate | {\"customerUpdate\": {\"name\": \"auto\"}}",
            })
    void what_cannot_be_changed_is_refused_by_name(String code, String param, String body) {
        var session = shop.createSession();

        var refused = shop.patch(path(session), body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/error/code").stringValue()).isEqualTo(code);
        assertThat(refused.json().at("/error/param").stringValue()).isEqualTo(param);
        assertThat(shop.session(id(session))).isEqualTo(session);
    }

    @Test
    void only_an_open_session_can_be_changed() {
        var paid = shop.createSession();
        customer.pay(paid, Customer.FRICTIONLESS);
        var expired = shop.createSession();
        shop.post(path(expired) + "/expire", "{}").expect(200);

        for (var session : new JsonNode[] {paid, expired}) {
            var refused = shop.patch(path(session), "{\"metadata\": {\"a\": \"b\"}}");

            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().at("/error/code").stringValue()).isEqualTo("resource_invalid_state");
            assertThat(refused.json().at("/error/message").stringValue())
                    .isEqualTo("Cannot update a checkout session that is not open.");
        }
    }

    @Test
    void a_customer_who_saw_another_amount_confirms_the_new_one_first() {
        var session = shop.createSession();
        var page = customer.open(session);
        shop.patch(path(session), CHEAPER).expect(200);

        var answer = customer.pay(page, Customer.FRICTIONLESS);

        assertThat(answer.get("next").stringValue()).endsWith("?notice=amount-changed");
        assertThat(shop.session(id(session)).get("paymentIntentId").isNull()).isTrue();
        var again = page.url().resolve(answer.get("next").stringValue());
        assertThat(customer.text(HttpRequest.newBuilder(again).GET())).contains("The amount has changed", "99.00");
        customer.pay(customer.open(session), Customer.FRICTIONLESS);
        assertThat(shop.session(id(session)).at("/paymentIntent/amountReceived").longValue())
                .isEqualTo(9_900);
    }

    @Test
    void a_challenge_for_another_amount_charges_nothing() {
        var session = shop.createSession();
        var page = customer.open(session);
        var next = customer.pay(page, Customer.CHALLENGED);

        var back = customer.answerIssuer(page.url(), next, "successful");
        shop.patch(path(session), CHEAPER).expect(200);
        customer.comeBack(back);

        assertThat(shop.session(id(session)).get("paymentStatus").stringValue()).isEqualTo("unpaid");
        customer.pay(customer.open(session), Customer.FRICTIONLESS);
        assertThat(shop.session(id(session)).at("/paymentIntent/amountReceived").longValue())
                .isEqualTo(9_900);
    }

    @Test
    void while_the_bank_is_at_work_the_amount_stands_still_and_the_rest_may_change() {
        var session = shop.createSession();
        customer.pay(session, Customer.UNKNOWN);

        var refused = shop.patch(path(session), CHEAPER);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().at("/error/code").stringValue()).isEqualTo("payment_still_confirming");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        shop.patch(path(session), "{\"metadata\": {\"note\": \"call me\"}}").expect(200);

        shop.advanceClock(Duration.ofSeconds(11));
        var complete = Eventually.becomes(
                () -> shop.session(id(session)),
                read -> read.get("status").stringValue().equals("complete"));
        assertThat(complete.get("amountTotal").longValue()).isEqualTo(149_900);
    }

    @Test
    void fees_and_vat_are_paid_by_the_customer_and_the_merchant_gets_the_price() {
        var session = shop.createSession("""
                {"afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example"}},
                 "feeConfig": {"feesPassThrough": true, "vatCollectionEnabled": true, "vatCollectionRate": 1400},
                 "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 50000,
                                                             "productData": {"name": "Lamp"}}}]}
                """);
        // 2.75 % of 500.00 and 3.00 are 16.75, with 14 % VAT on it 19.10.
        assertThat(session.at("/totalDetails/amountPlatformFee").longValue()).isEqualTo(1_910);
        assertThat(session.at("/totalDetails/amountCollectedVat").longValue()).isEqualTo(7_000);
        assertThat(session.get("amountTotal").longValue()).isEqualTo(58_910);
        assertThat(session.at("/feeConfig/source").stringValue()).isEqualTo("session");

        customer.pay(session, Customer.FRICTIONLESS);

        var paid = shop.session(id(session));
        var charge = paid.at("/paymentIntent/latestCharge");
        assertThat(charge.get("amount").longValue()).isEqualTo(58_910);
        assertThat(charge.at("/balanceTransaction/fee").longValue()).isEqualTo(1_910);
        assertThat(charge.at("/balanceTransaction/net").longValue()).isEqualTo(57_000);
        assertThat(charge.at("/config/collectedVatAmount").longValue()).isEqualTo(7_000);
        assertThat(charge.at("/config/platformFeePassThrough").booleanValue()).isTrue();
        assertThat(paid.at("/paymentIntent/amountDetails/platformFees/vatAmount")
                        .longValue())
                .isEqualTo(235);
    }

    private static String path(JsonNode session) {
        return "/checkout/sessions/" + id(session);
    }

    private static String id(JsonNode session) {
        return session.get("id").stringValue();
    }
}
