package dev.sarraf.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.merchants.ApiKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookEndpointApiTest {
    private static final String PATH = "/webhook-endpoints";

    private final ApiClient api = new ApiClient(Workshop.ANYWHERE);

    @AfterAll
    void close() {
        api.close();
    }

    @Test
    void an_endpoint_is_answered_with_every_field_and_its_secret_once() {
        var key = api.newMerchant();
        var created = api.send(key, "POST", PATH + "?liveMode=false", """
                {
                  "url": "http://localhost:3000/webhooks/xpay",
                  "enabledEvents": ["checkout.session.completed", "refund.*", "refund.*"],
                  "description": "The shop's طلبات",
                  "metadata": {"z": "1", "a": "2"}
                }
                """);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text())
                .matches("\\{\"id\":\"we_test_[0-9A-Za-z]{24}\",\"object\":\"webhook_endpoint\","
                        + "\"url\":\"http://localhost:3000/webhooks/xpay\",\"description\":\"The shop's طلبات\","
                        + "\"status\":\"enabled\",\"enabledEvents\":\\[\"checkout.session.completed\",\"refund.\\*\"],"
                        + "\"livemode\":false,\"metadata\":\\{\"z\":\"1\",\"a\":\"2\"},"
                        + "\"createdAt\":\"[-0-9]{10}T[:0-9]{8}\\.[0-9]{3}Z\","
                        + "\"updatedAt\":\"[-0-9]{10}T[:0-9]{8}\\.[0-9]{3}Z\","
                        + "\"secret\":\"whsec_[0-9A-Za-z]{40}\",\"retryPolicy\":\"standard\",\"standardWebhooksHeaders\":false,"
                        + "\"secretOverlapEndsAt\":null}");
        var secret = created.json().get("secret").stringValue();
        var id = created.json().get("id").stringValue();
        var shown = created.text().replace(",\"secret\":\"" + secret + "\"", "");
        assertThat(api.send(key, "GET", PATH + "/" + id, "").text()).isEqualTo(shown);
        assertThat(api.send(key, "GET", PATH, "").text()).isEqualTo("{\"object\":\"list\",\"data\":[" + shown + "]}");
    }

    @Test
    void the_least_that_can_be_sent() {
        var created = create(api.newMerchant(), "http://localhost:3000/");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text())
                .contains("\"description\":null")
                .contains("\"enabledEvents\":[]")
                .contains("\"metadata\":{}");
    }

    @Test
    void the_secret_lies_in_the_database_only_sealed() {
        var secret = create(api.newMerchant(), "http://localhost:3000/")
                .json()
                .get("secret")
                .stringValue();

        var dump = api.mode
                .database()
                .inOneStatement(tx -> tx.query("SELECT string_agg(s::text || e::text || encode(s.sealed, 'escape'), '')"
                                + " FROM webhook_secrets AS s JOIN webhook_endpoints AS e ON e.id = s.endpoint_id")
                        .mapTo(String.class)
                        .one());

        assertThat(dump).doesNotContain(secret).doesNotContain(secret.substring(6));
    }

    @ParameterizedTest
    @MethodSource
    void bad_input_is_refused_with_the_parameter_that_is_wrong(String body, String code, String param) {
        var key = api.newMerchant();

        var answer = api.send(key, "POST", PATH, body.replace('\'', '"'));

        assertThat(List.of(answer.status(), answer.code(), answer.param())).containsExactly(400, code, param);
        assertThat(api.send(key, "GET", PATH, "").json().get("data")).isEmpty();
    }

    static Stream<Arguments> bad_input_is_refused_with_the_parameter_that_is_wrong() {
        return Stream.of(
                Arguments.of("", "invalid_request", ""),
                Arguments.of("[]", "invalid_request", ""),
                Arguments.of("{", "invalid_request", ""),
                Arguments.of("{}", "parameter_missing", "url"),
                Arguments.of("{'url':null,'enabledEvents':[]}", "parameter_missing", "url"),
                Arguments.of("{'url':'http://localhost/'}", "parameter_missing", "enabledEvents"),
                Arguments.of("{'url':'http://localhost/','enabledEvents':null}", "parameter_missing", "enabledEvents"),
                Arguments.of("{'url':1,'enabledEvents':[]}", "parameter_invalid", "url"),
                Arguments.of("{'url':'','enabledEvents':[]}", "parameter_out_of_range", "url"),
                Arguments.of("{'url':'x','enabledEvents':[]}", "parameter_invalid", "url"),
                Arguments.of("{'url':'ftp://localhost/','enabledEvents':[]}", "parameter_invalid", "url"),
                Arguments.of("{'url':'http://a:b@localhost/','enabledEvents':[]}", "parameter_invalid", "url"),
                Arguments.of("{'url':'http://localhost/#x','enabledEvents':[]}", "parameter_invalid", "url"),
                Arguments.of("{'url':'http://localhost/\\n','enabledEvents':[]}", "parameter_invalid", "url"),
                Arguments.of("{'url':'http://127.1/','enabledEvents':[]}", "parameter_invalid", "url"),
                Arguments.of(
                        "{'url':'http://localhost/" + "x".repeat(2048) + "','enabledEvents':[]}",
                        "parameter_invalid",
                        "url"),
                Arguments.of("{'url':'http://localhost/','enabledEvents':'*'}", "parameter_invalid", "enabledEvents"),
                Arguments.of("{'url':'http://localhost/','enabledEvents':{}}", "parameter_invalid", "enabledEvents"),
                Arguments.of(
                        "{'url':'http://localhost/','enabledEvents':['*',7]}", "parameter_invalid", "enabledEvents[1]"),
                Arguments.of(
                        "{'url':'http://localhost/','enabledEvents':['checkout.session.complete']}",
                        "parameter_invalid",
                        "enabledEvents[0]"),
                Arguments.of(
                        "{'url':'http://localhost/','enabledEvents':['']}",
                        "parameter_out_of_range",
                        "enabledEvents[0]"),
                Arguments.of(
                        "{'url':'http://localhost/','enabledEvents':["
                                + String.join(",", Collections.nCopies(101, "'*'")) + "]}",
                        "parameter_out_of_range",
                        "enabledEvents"),
                Arguments.of(
                        "{'url':'http://localhost/','enabledEvents':[],'description':7}",
                        "parameter_invalid",
                        "description"),
                Arguments.of(
                        "{'url':'http://localhost/','enabledEvents':[],'description':'" + "x".repeat(501) + "'}",
                        "parameter_out_of_range",
                        "description"),
                Arguments.of(
                        "{'url':'http://localhost/','enabledEvents':[],'metadata':'x'}",
                        "parameter_invalid",
                        "metadata"),
                Arguments.of(
                        "{'url':'http://localhost/','enabledEvents':[],'secret':'whsec_mine'}",
                        "parameter_unknown",
                        "secret"),
                Arguments.of(
                        "{'url':'http://localhost/','enabledEvents':[],'retryPolicy':'forever'}",
                        "parameter_invalid",
                        "retryPolicy"),
                Arguments.of(
                        "{'url':'http://localhost/','enabledEvents':[],'standardWebhooksHeaders':'yes'}",
                        "parameter_invalid",
                        "standardWebhooksHeaders"),
                Arguments.of(
                        "{'url':'http://localhost/','enabledEvents':[],'status':'disabled'}",
                        "parameter_unknown",
                        "status"));
    }

    @Test
    void a_url_has_one_endpoint() {
        var key = api.newMerchant();
        create(key, "http://localhost:3000/a");
        var other = create(key, "http://localhost:3000/b").json().get("id").stringValue();

        var again = create(key, "http://localhost:3000/a");
        var moved = api.send(key, "PATCH", PATH + "/" + other, "{\"url\":\"http://localhost:3000/a\"}");

        assertThat(List.of(again.status(), again.code())).containsExactly(409, "resource_already_exists");
        assertThat(List.of(moved.status(), moved.code())).containsExactly(409, "resource_already_exists");
        assertThat(create(api.newMerchant(), "http://localhost:3000/a").status())
                .isEqualTo(201);
    }

    @Test
    void many_who_register_one_url_at_once_get_one_endpoint() throws InterruptedException {
        var key = api.newMerchant();
        var statuses = Collections.synchronizedList(new ArrayList<Integer>());
        var threads = Stream.generate(() -> Thread.ofVirtual()
                        .unstarted(() -> statuses.add(
                                create(key, "http://localhost:3000/").status())))
                .limit(20)
                .toList();

        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }

        assertThat(statuses).hasSize(20).containsOnly(201, 409).containsOnlyOnce(201);
    }

    @Test
    void there_are_at_most_a_hundred_endpoints() {
        var key = api.newMerchant();
        for (int i = 0; i < 100; i++) {
            assertThat(create(key, "http://localhost:3000/" + i).status()).isEqualTo(201);
        }

        var answer = create(key, "http://localhost:3000/100");

        assertThat(List.of(answer.status(), answer.code())).containsExactly(409, "resource_invalid_state");
    }

    @Test
    void each_field_can_be_changed_and_what_is_not_sent_stays() {
        var key = api.newMerchant();
        var path = PATH + "/"
                + create(key, "http://localhost:3000/").json().get("id").stringValue();

        api.send(key, "PATCH", path, "{\"description\":\"x\",\"metadata\":{\"a\":\"b\"},\"status\":\"DISABLED\"}");
        var changed = api.send(key, "PATCH", path, "{\"enabledEvents\":[\"*\"],\"url\":\"http://localhost:3001/\"}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text())
                .contains("\"url\":\"http://localhost:3001/\",\"description\":\"x\",\"status\":\"disabled\","
                        + "\"enabledEvents\":[\"*\"],\"livemode\":false,\"metadata\":{\"a\":\"b\"}")
                .doesNotContain("\"secret\"");
        assertThat(api.send(key, "GET", path, "").text()).isEqualTo(changed.text());

        var cleared = api.send(
                key, "PATCH", path, "{\"description\":null,\"metadata\":null,\"url\":null,\"enabledEvents\":null}");

        assertThat(cleared.text())
                .contains("\"url\":\"http://localhost:3001/\",\"description\":null,\"status\":\"disabled\","
                        + "\"enabledEvents\":[\"*\"],\"livemode\":false,\"metadata\":{}");
    }

    @Test
    void how_it_is_sent_to_is_chosen_and_changed() {
        var key = api.newMerchant();
        var created = api.send(key, "POST", PATH, """
                {"url": "http://localhost:3000/", "enabledEvents": [], "retryPolicy": "extended",
                 "standardWebhooksHeaders": true}
                """);
        var path = PATH + "/" + created.json().get("id").stringValue();

        var chosen = "\"retryPolicy\":\"extended\",\"standardWebhooksHeaders\":true";
        assertThat(created.text()).contains(chosen);
        assertThat(api.send(key, "PATCH", path, "{\"description\":\"x\"}").text())
                .contains(chosen);
        assertThat(api.send(key, "PATCH", path, "{\"retryPolicy\":\"STANDARD\"}")
                        .text())
                .contains("\"retryPolicy\":\"standard\",\"standardWebhooksHeaders\":true");
        assertThat(api.send(key, "PATCH", path, "{\"standardWebhooksHeaders\":false}")
                        .text())
                .contains("\"retryPolicy\":\"standard\",\"standardWebhooksHeaders\":false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\":\"x\"}",
                "{\"status\":\"paused\"}",
                "{\"status\":true}",
                "{\"enabledEvents\":[\"x\"]}",
                "{\"livemode\":true}",
                "{\"secret\":\"whsec_x\"}",
                "[]",
                "",
            })
    void a_bad_change_is_refused_and_changes_nothing(String body) {
        var key = api.newMerchant();
        var id = create(key, "http://localhost:3000/").json().get("id").stringValue();
        var before = api.send(key, "GET", PATH + "/" + id, "").text();

        assertThat(api.send(key, "PATCH", PATH + "/" + id, body).status()).isEqualTo(400);

        assertThat(api.send(key, "GET", PATH + "/" + id, "").text()).isEqualTo(before);
    }

    @Test
    void a_deleted_endpoint_is_gone_and_its_url_free() {
        var key = api.newMerchant();
        var id = create(key, "http://localhost:3000/").json().get("id").stringValue();

        assertThat(api.send(key, "DELETE", PATH + "/" + id, "").status()).isEqualTo(204);

        assertThat(api.send(key, "GET", PATH + "/" + id, "").status()).isEqualTo(404);
        assertThat(api.send(key, "DELETE", PATH + "/" + id, "").status()).isEqualTo(404);
        assertThat(api.send(key, "GET", PATH, "").json().get("data")).isEmpty();
        assertThat(create(key, "http://localhost:3000/").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PATCH", "DELETE"})
    void another_merchants_endpoint_does_not_exist(String method) {
        var owner = api.newMerchant();
        var id = create(owner, "http://localhost:3000/").json().get("id").stringValue();
        var stranger = api.newMerchant();
        var body = method.equals("PATCH") ? "{\"status\":\"disabled\"}" : "";

        var foreign = api.send(stranger, method, PATH + "/" + id, body);
        var unknown = api.send(stranger, method, PATH + "/we_test_" + "x".repeat(24), body);

        assertThat(List.of(foreign.status(), foreign.code())).containsExactly(404, "resource_missing");
        assertThat(withoutIds(foreign.text())).isEqualTo(withoutIds(unknown.text()));
        assertThat(api.send(owner, "GET", PATH + "/" + id, "").text()).contains("\"status\":\"enabled\"");
        assertThat(api.send(stranger, "GET", PATH, "").json().get("data")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "we_live_aaaaaaaaaaaaaaaaaaaaaaaa", "we_test_%00", "cs_test_1", "whsec_abc"})
    void what_is_no_id_does_not_exist(String id) {
        assertThat(api.send(api.newMerchant(), "GET", PATH + "/" + id, "").status())
                .isEqualTo(404);
    }

    @Test
    void only_a_secret_key_may_call() {
        var publishable = api.send(api.key(ApiKey.Kind.PUBLISHABLE), "GET", PATH, "");

        assertThat(List.of(publishable.status(), publishable.code())).containsExactly(403, "permission_denied");
        assertThat(api.send("sk_test_nobody", "GET", PATH, "").status()).isEqualTo(401);
        assertThat(api.send("sk_test_nobody", "POST", PATH, "{}").status()).isEqualTo(401);
    }

    private ApiClient.Answer create(String key, String url) {
        return api.send(key, "POST", PATH, "{\"url\":\"" + url + "\",\"enabledEvents\":[]}");
    }

    private static String withoutIds(String text) {
        return text.replaceAll("(req|we_test)_[0-9A-Za-z]{24}", "");
    }
}
