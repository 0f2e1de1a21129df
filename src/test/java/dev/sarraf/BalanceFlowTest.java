package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Shop;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What a merchant is owed, over HTTP.
class BalanceFlowTest {
    private final TestApp app = TestApp.start();
    private final Shop shop = app.shop();

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void a_merchant_who_has_sold_nothing_is_owed_nothing() {
        assertThat(shop.get("/balance").text()).isEqualTo("""
                {"object":"balance","livemode":false,"available":[{"amount":0,"currency":"EGP"}],\
                "pending":[{"amount":0,"currency":"EGP"}]}""");
        assertThat(shop.get("/balance-transactions").text()).isEqualTo("{\"data\":[],\"totalCount\":0}");
    }

    @Test
    void the_money_of_a_payment_is_pending_until_two_days_have_passed() {
        var movement = pay().at("/paymentIntent/latestCharge/balanceTransaction");
        assertThat(movement.get("status").stringValue()).isEqualTo("PENDING");
        assertBalance(0, 144_859);

        shop.advanceClock(Duration.ofDays(2).minusMinutes(1));
        assertBalance(0, 144_859);

        shop.advanceClock(Duration.ofMinutes(2));
        assertBalance(144_859, 0);
        var later = shop.get("/balance-transactions/" + movement.get("id").stringValue())
                .expect(200);
        assertThat(later.get("status").stringValue()).isEqualTo("AVAILABLE");
        assertThat(later.get("availableOn")).isEqualTo(movement.get("availableOn"));
    }

    @Test
    void movements_are_listed_the_newest_first_a_page_at_a_time() {
        var expected = new ArrayList<JsonNode>();
        for (int i = 0; i < 3; i++) {
            expected.addFirst(pay().at("/paymentIntent/latestCharge/balanceTransaction"));
        }

        var first = shop.get("/balance-transactions?limit=2").expect(200);
        var second = shop.get("/balance-transactions?limit=2&page=2").expect(200);

        assertThat(first.get("data")).containsExactlyElementsOf(expected.subList(0, 2));
        assertThat(second.get("data")).containsExactly(expected.get(2));
        assertThat(first.get("totalCount").intValue()).isEqualTo(3);
        assertThat(shop.get("/balance-transactions?limit=2&page=3").expect(200).get("data"))
                .isEmpty();
    }

    @Test
    void movements_are_found_by_what_caused_them() {
        pay();
        var intent = pay().get("paymentIntent");
        var movement = intent.at("/latestCharge/balanceTransaction");

        for (var query : new String[] {
            "source=" + intent.at("/latestCharge/id").stringValue(),
            "paymentIntentId=" + intent.get("id").stringValue(),
            "currency=egp&type=charge&paymentIntentId=" + intent.get("id").stringValue()
        }) {
            var found = shop.get("/balance-transactions?" + query).expect(200);
            assertThat(found.get("data")).as(query).containsExactly(movement);
            assertThat(found.get("totalCount").intValue()).as(query).isEqualTo(1);
        }
        assertThat(shop.get("/balance-transactions?type=REFUND")
                        .expect(200)
                        .get("totalCount")
                        .intValue())
                .isZero();
        assertThat(shop.get("/balance-transactions?currency=USD").expect(200).get("data"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "type=PAYOUTS, 400, type",
        "currency=XXX, 400, currency",
        "source=%27--, 400, source",
        "paymentIntentId=a%20b, 400, paymentIntentId",
        "limit=0, 400, limit",
    })
    void a_filter_that_means_nothing_is_refused_by_name(String query, int status, String parameter) {
        var error = shop.get("/balance-transactions?" + query).expect(status).get("error");

        assertThat(error.get("param").stringValue()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @CsvSource({"txn_test_000000000000000000000000", "txn_1", "ch_test_000000000000000000000000"})
    void a_balance_transaction_that_does_not_exist_is_missing(String id) {
        assertThat(shop.get("/balance-transactions/" + id)
                        .expect(404)
                        .at("/error/code")
                        .stringValue())
                .isEqualTo("resource_missing");
    }

    @ParameterizedTest
    @CsvSource({"/balance", "/balance-transactions", "/balance-transactions/txn_test_000000000000000000000000"})
    void nobody_reads_a_balance_without_a_secret_key(String path) {
        assertThat(shop.send(shop.bare(path).GET()).status()).isEqualTo(401);
    }

    /// A session of 1,499.00 EGP that has been paid.
    private JsonNode pay() {
        var session = shop.createSession();
        new Customer().pay(session, Customer.FRICTIONLESS);
        return shop.session(session.get("id").stringValue());
    }

    private void assertBalance(long available, long pending) {
        var balance = shop.get("/balance").expect(200);
        assertThat(balance.at("/available/0/amount").longValue()).isEqualTo(available);
        assertThat(balance.at("/pending/0/amount").longValue()).isEqualTo(pending);
    }
}
