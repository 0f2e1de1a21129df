package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Shop;
import dev.sarraf.testing.Shop.Answer;
import dev.sarraf.testing.WebhookInbox;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Customers as a merchant's server sees them.
class CustomerFlowTest {
    private static TestApp app;
    private static Shop shop;
    private static WebhookInbox receiver;

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
        receiver = new WebhookInbox();
        shop.registerWebhook(receiver.url());
    }

    @AfterAll
    static void stop() {
        receiver.close();
        app.close();
    }

    @Test
    void a_customer_is_registered_with_all_that_there_is() {
        var created = create("""
                {"name": "Mona Said", "email": " Mona@All.example ", "phone": "0100 123 4567", "currency": "usd",
                 "address": {"district": "Zamalek", "city": "Cairo", "line1": "26 July St", "country": "EG", "floor": null},
                 "metadata": {"tier": "gold", "age": 7}}
                """);

        assertThat(id(created)).matches("cus_test_[0-9A-Za-z]{24}");
        assertThat(created.propertyNames())
                .containsExactly(
                        "id",
                        "object",
                        "type",
                        "createdAt",
                        "updatedAt",
                        "merchantId",
                        "name",
                        "email",
                        "phone",
                        "address",
                        "metadata",
                        "guestFingerprint");
        assertThat(created.get("object").stringValue()).isEqualTo("customer");
        assertThat(created.get("type").stringValue()).isEqualTo("registered");
        assertThat(created.get("createdAt").stringValue()).matches("20.*T.*\\.\\d{3}Z");
        assertThat(created.get("updatedAt")).isEqualTo(created.get("createdAt"));
        assertThat(created.get("merchantId").stringValue()).startsWith("mer_");
        assertThat(created.get("email").stringValue()).isEqualTo("Mona@All.example");
        assertThat(created.get("phone").stringValue()).isEqualTo("+201001234567");
        assertThat(created.get("address")).hasToString("""
                {"line1":"26 July St","line2":null,"city":"Cairo","state":null,"postalCode":null,"country":"EG",\
                "district":"Zamalek","floor":null}""");
        assertThat(created.get("metadata")).hasToString("{\"tier\":\"gold\",\"age\":\"7\"}");
        assertThat(created.get("guestFingerprint").isNull()).isTrue();
        assertThat(get(id(created)).expect(200)).isEqualTo(created);
        assertThat(receiver.await("customer.created", id(created)).event().at("/data/object"))
                .isEqualTo(created);
    }

    @Test
    void a_phone_is_enough_and_one_that_is_no_number_is_kept_as_it_was_sent() {
        var created = create("{\"phone\": \" ask reception \", \"metadata\": []}");

        assertThat(created.get("phone").stringValue()).isEqualTo("ask reception");
        assertThat(created.get("email").isNull()).isTrue();
        assertThat(created.get("address").isNull()).isTrue();
        assertThat(created.get("metadata")).hasToString("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|parameter_missing|email",
                "{\"name\": \"Mona\"}|parameter_missing|email",
                "{\"email\": \"mona\"}|parameter_invalid|email",
                "{\"email\": \"   \"}|parameter_invalid|email",
                "{\"email\": \"a b@x.example\"}|parameter_invalid|email",
                "{\"email\": 5}|parameter_invalid|email",
                "{\"phone\": \"   \"}|parameter_invalid|phone",
                "{\"phone\": \"\"}|parameter_out_of_range|phone",
                "{\"phone\": \"01001234567\", \"name\": \"\"}|parameter_out_of_range|name",
                "{\"phone\": \"01001234567\", \"address\": \"Cairo\"}|parameter_invalid|address",
                "{\"phone\": \"01001234567\", \"address\": {\"line1\": 5}}|parameter_invalid|address.line1",
                "{\"phone\": \"01001234567\", \"address\": {\"floor\": {}}}|parameter_invalid|address.floor",
                "{\"phone\": \"01001234567\", \"metadata\": \"x\"}|parameter_invalid|metadata",
                "{\"phone\": \"01001234567\", \"currency\": \"XYZ\"}|unsupported_currency|currency",
                "{\"phone\": \"01001234567\", \"shipping\": {}}|parameter_unknown|shipping"
            })
    void what_cannot_be_kept_is_refused_by_name(String body, String code, String param) {
        long before = app.count("test.customers");

        var error = shop.post("/customers", body).expect(400).get("error");

        assertThat(error.get("code").stringValue()).isEqualTo(code);
        assertThat(error.get("param").stringValue()).isEqualTo(param);
        assertThat(app.count("test.customers")).isEqualTo(before);
    }

    @Test
    void an_address_has_its_limits() {
        var many = new StringBuilder();
        for (int i = 0; i < 21; i++) {
            many.append(i == 0 ? "" : ",").append("\"key").append(i).append("\": \"x\"");
        }

        var tooMany = shop.post("/customers", "{\"phone\": \"01001234567\", \"address\": {" + many + "}}");
        var tooLong = shop.post(
                "/customers", "{\"phone\": \"01001234567\", \"address\": {\"" + "k".repeat(41) + "\": \"x\"}}");

        for (var answer : List.of(tooMany, tooLong)) {
            var error = answer.expect(400).get("error");
            assertThat(error.get("code").stringValue()).isEqualTo("parameter_out_of_range");
            assertThat(error.get("param").stringValue()).isEqualTo("address");
        }
    }

    @Test
    void an_e_mail_is_registered_once_however_many_try_at_once() throws Exception {
        var answers = new ArrayList<Answer>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> attempt = () -> shop.post("/customers", "{\"email\": \"Twice@once.example\"}");
            for (var one : pool.invokeAll(Collections.nCopies(12, attempt))) {
                answers.add(one.get());
            }
        }

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != 201).allSatisfy(answer -> {
            var error = answer.expect(409).get("error");
            assertThat(error.get("code").stringValue()).isEqualTo("resource_invalid_state");
            assertThat(error.get("message").stringValue()).isEqualTo("A customer with this email already exists.");
        });
        create("{\"email\": \"twice@other.example\"}");
        app.neighbor().post("/customers", "{\"email\": \"twice@once.example\"}").expect(201);
    }

    @Test
    void a_repeated_request_with_a_key_makes_one_customer() {
        var request = "{\"email\": \"key@once.example\"}";

        var first = keyed(request);
        var again = keyed(request);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void what_is_sent_changes_and_null_clears() {
        var created = create("""
                {"name": "Mona", "email": "patch@x.example", "phone": "01001234568", "address": {"city": "Cairo"},
                 "metadata": {"a": "1", "b": "2"}}
                """);

        var patched = patch(id(created), """
                {"name": null, "phone": "+962 79 123 4567", "address": {"city": "Amman", "country": "JO"},
                 "metadata": {"c": "3"}}
                """).expect(200);

        assertThat(patched.get("name").isNull()).isTrue();
        assertThat(patched.get("email")).isEqualTo(created.get("email"));
        assertThat(patched.get("phone").stringValue()).isEqualTo("+962791234567");
        assertThat(patched.at("/address/city").stringValue()).isEqualTo("Amman");
        assertThat(patched.get("metadata")).hasToString("{\"c\":\"3\"}");
        assertThat(patched.get("createdAt")).isEqualTo(created.get("createdAt"));
        assertThat(get(id(created)).expect(200)).isEqualTo(patched);
        assertThat(receiver.await("customer.updated", id(created)).event().at("/data/object"))
                .isEqualTo(patched);
        var cleared = patch(id(created), "{\"phone\": null, \"address\": null, \"metadata\": null}")
                .expect(200);
        assertThat(cleared.get("phone").isNull()).isTrue();
        assertThat(cleared.get("address").isNull()).isTrue();
        assertThat(cleared.get("metadata")).hasToString("{}");
        var error = patch(id(created), "{\"email\": null}").expect(400).get("error");
        assertThat(error.get("code").stringValue()).isEqualTo("parameter_missing");
        assertThat(error.get("param").stringValue()).isEqualTo("email");
    }

    @Test
    void nobody_gets_an_e_mail_that_another_has() {
        create("{\"email\": \"taken@x.example\"}");
        var other = create("{\"email\": \"free@x.example\"}");

        var refused = patch(id(other), "{\"email\": \"TAKEN@x.example\"}");
        var withKey = shop.send(shop.request("/customers/" + id(other))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "taken")
                .method("PATCH", BodyPublishers.ofString("{\"email\": \"taken@X.example\"}")));

        assertThat(refused.expect(409).at("/error/message").stringValue())
                .isEqualTo("A customer with this email already exists.");
        assertThat(withKey.expect(409).at("/error/code").stringValue()).isEqualTo("resource_invalid_state");
        assertThat(patch(id(other), "{\"email\": \"Free@x.example\"}")
                        .expect(200)
                        .get("email")
                        .stringValue())
                .isEqualTo("Free@x.example");
    }

    @Test
    void who_bought_nothing_can_be_deleted_and_their_e_mail_is_free_again() {
        var created = create("{\"email\": \"gone@x.example\"}");

        assertThat(delete(id(created)).status()).isEqualTo(204);

        assertThat(get(id(created)).expect(404).at("/error/message").stringValue())
                .isEqualTo("No such customer: '" + id(created) + "'");
        assertThat(delete(id(created)).status()).isEqualTo(404);
        assertThat(receiver.await("customer.deleted", id(created)).event().at("/data/object"))
                .isEqualTo(created);
        create("{\"email\": \"gone@x.example\"}");
    }

    @Test
    void who_bought_something_or_is_named_somewhere_stays() {
        var bought = id(create("{\"email\": \"bought@x.example\"}"));
        app.update("""
                UPDATE test.customers
                   SET first_purchase_at = now(), last_purchase_at = now()
                 WHERE id = '%s'
                """.formatted(bought));
        var named = id(create("{\"email\": \"named@x.example\"}"));
        app.update("""
                CREATE TABLE IF NOT EXISTS test.names_customers (
                    merchant_id text, customer_id text,
                    FOREIGN KEY (merchant_id, customer_id) REFERENCES test.customers (merchant_id, id))
                """);
        app.update("""
                INSERT INTO test.names_customers
                SELECT merchant_id, id FROM test.customers WHERE id = '%s'
                """.formatted(named));

        for (var id : List.of(bought, named)) {
            var error = delete(id).expect(409).get("error");
            assertThat(error.get("code").stringValue()).isEqualTo("resource_invalid_state");
            assertThat(error.get("message").stringValue()).contains("linked");
            get(id).expect(200);
            assertThat(receiver.count("customer.deleted", id)).isZero();
        }
    }

    @Test
    void a_guest_is_read_but_not_changed() {
        var id = guest();

        var shown = get(id).expect(200);
        assertThat(shown.get("type").stringValue()).isEqualTo("guest");
        assertThat(shown.get("guestFingerprint")).hasToString("""
                {"emails":["guest@x.example"],"phones":[],"cardFingerprints":[\
                {"fingerprint":"fp","last4":"0008","brand":"visa","firstSeenAt":"2026-05-01T12:00:00.000Z",\
                "lastSeenAt":"2026-05-01T12:00:00.000Z","chargeCount":2}]}""");
        assertThat(patch(id, "{\"name\": \"X\"}").expect(409).at("/error/code").stringValue())
                .isEqualTo("resource_invalid_state");
        delete(id).expect(409);
        var stats = shop.get("/customers/" + id + "/stats").expect(200);
        assertThat(stats.get("object").stringValue()).isEqualTo("customer_stats");
        assertThat(stats.get("numPayments").intValue()).isEqualTo(2);
        assertThat(stats.get("numRefunds").intValue()).isEqualTo(1);
        assertThat(stats.at("/spendData/netSpend").longValue()).isEqualTo(900);
        assertThat(stats.at("/cards/0/chargeCount").intValue()).isEqualTo(2);
    }

    @Test
    void a_list_has_the_newest_first_in_pages_with_what_each_has_spent() {
        var shop = app.neighbor();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(id(shop.post("/customers", """
                    {"email": "list%d@x.example", "name": "N%d", "address": {"country": "%s"}}
                    """.formatted(i, i, i == 4 ? "EG" : "Egypt"))
                    .expect(201)));
        }

        var first = shop.get("/customers?limit=2").expect(200);
        var last = shop.get("/customers?limit=2&page=3").expect(200);

        assertThat(first.propertyNames()).containsExactly("data", "totalCount");
        assertThat(first.get("totalCount").longValue()).isEqualTo(5);
        assertThat(ids(first)).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(ids(last)).containsExactlyElementsOf(ids.subList(4, 5));
        var row = first.at("/data/0");
        assertThat(row.propertyNames())
                .containsExactly(
                        "id",
                        "type",
                        "createdAt",
                        "name",
                        "email",
                        "phone",
                        "country",
                        "latestPaymentMethod",
                        "spendData");
        assertThat(row.get("country").stringValue()).isEqualTo("EG");
        assertThat(first.at("/data/1/country").isNull()).isTrue();
        assertThat(row.get("latestPaymentMethod").isNull()).isTrue();
        assertThat(row.get("spendData")).hasToString("""
                {"amountDisputeLosses":0,"amountRefunded":0,"averageOrderValue":0,"currency":"EGP","firstPurchaseAt":"",\
                "grossSpend":0,"lastPurchaseAt":"","netSpend":0,"numPayments":0}""");
        app.update("""
                UPDATE test.customers
                   SET payments = 3, gross_spend = 1000, refunds = 1, refunded = 100, latest_method = '{"id":"pm_1"}',
                       first_purchase_at = '2026-05-01T12:00:00Z', last_purchase_at = '2026-05-02T12:00:00Z'
                 WHERE id = '%s'
                """.formatted(ids.getFirst()));
        var spent = shop.get("/customers?search=" + ids.getFirst()).expect(200).at("/data/0");
        assertThat(spent.get("spendData")).hasToString("""
                {"amountDisputeLosses":0,"amountRefunded":100,"averageOrderValue":333,"currency":"EGP",\
                "firstPurchaseAt":"2026-05-01T12:00:00.000Z","grossSpend":1000,\
                "lastPurchaseAt":"2026-05-02T12:00:00.000Z","netSpend":900,"numPayments":3}""");
        assertThat(spent.at("/latestPaymentMethod/id").stringValue()).isEqualTo("pm_1");
    }

    @Test
    void people_are_found_by_parts_of_what_is_known_of_them() {
        var shop = app.neighbor();
        var mona = id(shop.post("/customers", """
                {"name": "Mona 100%_Said", "email": "mona@search.example", "phone": "01001234567"}
                """).expect(201));
        var omar = id(shop.post("/customers", "{\"name\": \"عمر\", \"email\": \"omar@search.example\"}")
                .expect(201));

        assertThat(found(shop, "MONA")).containsExactly(mona);
        assertThat(found(shop, mona.substring(12))).containsExactly(mona);
        assertThat(found(shop, "0100 123")).containsExactly(mona);
        assertThat(found(shop, "+2010012")).containsExactly(mona);
        assertThat(found(shop, "100%_")).containsExactly(mona);
        assertThat(found(shop, "%")).containsExactly(mona);
        assertThat(found(shop, "عمر")).containsExactly(omar);
        assertThat(found(shop, " mona , omar@search ,, ")).containsExactly(omar, mona);
        assertThat(found(shop, "search.example")).containsExactly(omar, mona);
        assertThat(found(shop, "nobody")).isEmpty();
        assertThat(found(shop, "mona\nomar")).isEmpty();
        assertThat(ids(shop.get("/customers?type=registered").expect(200))).containsExactly(omar, mona);
        assertThat(ids(shop.get("/customers?type=guest&search=mona").expect(200)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "type=robot, parameter_invalid, type",
        "'search=a,b,c,d,e,f,g,h,i,j,k', parameter_out_of_range, search",
        "search=%00, parameter_invalid, search",
        "limit=101, parameter_out_of_range, limit",
        "page=0, parameter_out_of_range, page"
    })
    void a_list_that_cannot_be_given_is_refused_by_name(String query, String code, String param) {
        var error = shop.get("/customers?" + query).expect(400).get("error");

        assertThat(error.get("code").stringValue()).isEqualTo(code);
        assertThat(error.get("param").stringValue()).isEqualTo(param);
    }

    @Test
    void another_merchants_customer_does_not_exist() {
        var id = id(create("{\"email\": \"mine@x.example\"}"));
        var other = app.neighbor();

        other.get("/customers/" + id).expect(404);
        other.get("/customers/" + id + "/stats").expect(404);
        other.send(other.request("/customers/" + id).DELETE()).expect(404);
        other.send(other.request("/customers/" + id)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString("{\"name\": \"X\"}")))
                .expect(404);
        assertThat(other.get("/customers").expect(200).get("totalCount").longValue())
                .isZero();
        assertThat(get("nonsense").expect(404).at("/error/code").stringValue()).isEqualTo("resource_missing");
    }

    /// A guest who paid twice, as purchases leave them.
    private static String guest() {
        var id = "cus_test_" + "g".repeat(24);
        app.update("""
                INSERT INTO test.customers
                       (merchant_id, id, type, email, email_key, metadata, payments, gross_spend, refunds, refunded,
                        first_purchase_at, last_purchase_at, created_at, updated_at)
                SELECT id, '%s', 'GUEST', 'guest@x.example', 'guest@x.example', '{}', 2, 1000, 1, 100, t, t, t, t
                  FROM account.merchants, (VALUES (timestamptz '2026-05-01T12:00:00Z')) AS v (t)
                 WHERE name <> 'Delta Books'
                """.formatted(id));
        app.update("""
                INSERT INTO test.guest_contacts
                SELECT merchant_id, id, 'EMAIL', email_key, email, created_at, created_at
                  FROM test.customers
                 WHERE id = '%s'
                """.formatted(id));
        app.update("""
                INSERT INTO test.customer_cards
                SELECT merchant_id, id, 'fp', true, 'visa', '0008', created_at, created_at, 2
                  FROM test.customers
                 WHERE id = '%s'
                """.formatted(id));
        return id;
    }

    private static List<String> found(Shop shop, String search) {
        return ids(shop.get("/customers?search=" + URLEncoder.encode(search, StandardCharsets.UTF_8))
                .expect(200));
    }

    private static JsonNode create(String body) {
        return shop.post("/customers", body).expect(201);
    }

    private static Answer keyed(String body) {
        return shop.send(shop.request("/customers")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "customer-once")
                .POST(BodyPublishers.ofString(body)));
    }

    private static Answer get(String id) {
        return shop.get("/customers/" + id);
    }

    private static Answer patch(String id, String body) {
        return shop.send(shop.request("/customers/" + id)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    private static Answer delete(String id) {
        return shop.send(shop.request("/customers/" + id).DELETE());
    }

    private static String id(JsonNode customer) {
        return customer.get("id").stringValue();
    }

    private static List<String> ids(JsonNode list) {
        return list.get("data").valueStream().map(CustomerFlowTest::id).toList();
    }
}
