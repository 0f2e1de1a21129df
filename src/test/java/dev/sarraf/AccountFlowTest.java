package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.ApiKey;
import dev.sarraf.merchants.KeyDraft;
import dev.sarraf.merchants.Permission;
import dev.sarraf.merchants.Permission.Subject;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What keys of each kind and mode find at `/account`, and what they can do beyond it.
class AccountFlowTest {
    private static TestApp app;
    private static TestApp.Office office;
    private static Shop shop;

    @BeforeAll
    static void start() {
        app = TestApp.start();
        office = app.office();
        shop = app.shop();
    }

    @AfterAll
    static void stop() {
        office.close();
        app.close();
    }

    @Test
    void a_secret_key_sees_its_merchant_and_that_it_may_do_everything() {
        var account = shop.get("/account").expect(200);

        assertThat(names(account))
                .containsExactly(
                        "id",
                        "displayName",
                        "country",
                        "defaultCurrency",
                        "defaultLocale",
                        "supportedCurrencies",
                        "livemode",
                        "livePaymentsEnabled",
                        "apiKey",
                        "logo",
                        "defaultFeeConfig",
                        "defaultBrandingSettings");
        assertThat(account.get("id").stringValue()).isEqualTo(office.merchant().text());
        assertThat(account.get("country").stringValue()).isEqualTo("EG");
        assertThat(account.get("defaultCurrency").stringValue()).isEqualTo("EGP");
        assertThat(account.get("supportedCurrencies")).hasSize(15);
        assertThat(account.at("/supportedCurrencies/0")).isEqualTo(Shop.parse("""
                        {"code": "EGP", "decimals": 2, "paymentMethodTypes": ["card", "fawry", "vodafone_cash", "valu"]}
                        """));
        assertThat(account.get("livemode").booleanValue()).isFalse();
        assertThat(account.at("/apiKey/type").stringValue()).isEqualTo("SECRET");
        assertThat(account.at("/apiKey/mode").stringValue()).isEqualTo("test");
        assertThat(account.at("/apiKey/permissions").size()).isEqualTo(54);
        assertThat(account.at("/apiKey/permissions/0").stringValue()).isEqualTo("BALANCE_READ");
        assertThat(account.at("/apiKey/permissions/53").stringValue()).isEqualTo("API_KEYS_WRITE");
    }

    @Test
    void a_restricted_key_sees_its_exact_set() {
        var restricted = app.shop(office.restricted(
                Mode.TEST, Permission.toWrite(Subject.REFUNDS), Permission.toRead(Subject.CHECKOUT_SESSIONS)));

        var key = restricted.get("/account").expect(200).get("apiKey");

        assertThat(key).isEqualTo(Shop.parse("""
                {"type": "RESTRICTED", "mode": "test", "permissions": ["CHECKOUT_SESSIONS_READ", "REFUNDS_WRITE"]}
                """));
        assertThat(restricted.get("/refunds").status()).isEqualTo(200);
        var session = shop.createSession().get("id").stringValue();
        assertThat(restricted.get("/checkout/sessions/" + session).status()).isEqualTo(200);
        var refused = restricted.post("/checkout/sessions", Shop.order());
        assertThat(refused.expect(403).at("/error/message").stringValue())
                .isEqualTo("The API key does not have permission to perform this action. It lacks"
                        + " CHECKOUT_SESSIONS_WRITE.");
    }

    @Test
    void settings_are_changed_one_by_one_and_cleared_by_null() {
        var changed = patch("""
                {"displayName": "Siwa Dates", "defaultLocale": "AR", "logo": "https://cdn.example/logo.png",
                 "defaultFeeConfig": {"feesPassThrough": true, "vatCollectionEnabled": true, "vatCollectionRate": 1400},
                 "defaultBrandingSettings": {"colorMode": "Dark", "fontFamily": "Cairo",
                                             "colors": {"primary": "#635bff", "ring": null}}}
                """).expect(200);

        assertThat(changed.get("displayName").stringValue()).isEqualTo("Siwa Dates");
        assertThat(changed.get("defaultLocale").stringValue()).isEqualTo("ar");
        assertThat(changed.get("logo").stringValue()).isEqualTo("https://cdn.example/logo.png");
        assertThat(changed.get("defaultFeeConfig")).isEqualTo(Shop.parse("""
                        {"feesPassThrough": true, "vatCollectionEnabled": true, "vatCollectionRate": 1400}
                        """));
        assertThat(changed.get("defaultBrandingSettings")).isEqualTo(Shop.parse("""
                        {"colorMode": "dark", "fontFamily": "Cairo", "colors": {"primary": "#635bff"}}
                        """));
        assertThat(shop.get("/account").expect(200)).isEqualTo(changed);
        assertThat(office.merchants().get(office.merchant()).name()).isEqualTo("Siwa Dates");

        var cleared = patch("""
                {"displayName": null, "logo": null, "defaultFeeConfig": null, "defaultBrandingSettings": null}
                """).expect(200);
        assertThat(cleared.get("displayName").stringValue()).isEqualTo("Siwa Dates");
        assertThat(List.of("logo", "defaultFeeConfig", "defaultBrandingSettings"))
                .allMatch(name -> cleared.get(name).isNull());
        assertThat(patch("{\"defaultBrandingSettings\": {}}")
                        .expect(200)
                        .get("defaultBrandingSettings")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_change_with_an_idempotency_key_is_made_once() {
        var first = patch("{\"displayName\": \"One\"}", "Idempotency-Key", "account-1")
                .expect(200);
        patch("{\"displayName\": \"Two\"}").expect(200);

        var again = patch("{\"displayName\": \"One\"}", "Idempotency-Key", "account-1");

        assertThat(again.expect(200)).isEqualTo(first);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(shop.get("/account").expect(200).get("displayName").stringValue())
                .isEqualTo("Two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"displayName\": \"\"} | parameter_out_of_range | displayName",
                "{\"defaultLocale\": \"fr\"} | parameter_invalid | defaultLocale",
                "{\"logo\": \"http://cdn.example/logo.png\"} | parameter_invalid | logo",
                "{\"logo\": \"https://user@cdn.example/logo.png\"} | parameter_invalid | logo",
                "{\"logo\": \"javascript:alert(1)\"} | parameter_invalid | logo",
                "{\"defaultFeeConfig\": {\"feesPassThrough\": true}} | parameter_missing |"
                        + " defaultFeeConfig.vatCollectionEnabled",
                "{\"defaultFeeConfig\": {\"feesPassThrough\": true, \"vatCollectionEnabled\": true}} |"
                        + " parameter_missing | defaultFeeConfig.vatCollectionRate",
                "{\"defaultFeeConfig\": {\"feesPassThrough\": true, \"vatCollectionEnabled\": true,"
                        + " \"vatCollectionRate\": 10001}} | parameter_out_of_range | defaultFeeConfig.vatCollectionRate",
                "{\"defaultBrandingSettings\": {\"colorMode\": \"blue\"}} | parameter_invalid |"
                        + " defaultBrandingSettings.colorMode",
                "{\"defaultBrandingSettings\": {\"colors\": {\"primary\": \"#12345\"}}} | parameter_invalid |"
                        + " defaultBrandingSettings.colors.primary",
                "{\"defaultBrandingSettings\": {\"colors\": {\"secondary\": \"#123\"}}} | parameter_unknown |"
                        + " defaultBrandingSettings.colors.secondary",
                "{\"country\": \"US\"} | parameter_unknown | country"
            })
    void what_cannot_be_set_is_named(String body, String code, String param) {
        var error = patch(body).expect(400).get("error");

        assertThat(error.get("code").stringValue()).as(error.toString()).isEqualTo(code);
        assertThat(error.get("param").stringValue()).isEqualTo(param);
    }

    @Test
    void a_live_key_reads_its_account_before_activation_and_works_after_it() {
        var live = app.shop(office.keys().create(office.merchant(), Mode.LIVE, KeyDraft.of(ApiKey.Kind.SECRET)));

        var before = live.get("/account?liveMode=true").expect(200);
        assertThat(before.get("livemode").booleanValue()).isTrue();
        assertThat(before.get("livePaymentsEnabled").booleanValue()).isFalse();
        assertThat(before.at("/apiKey/mode").stringValue()).isEqualTo("live");
        assertThat(live.get("/balance").expect(403).at("/error/code").stringValue())
                .isEqualTo("merchant_not_activated");

        office.merchants().setActivated(office.merchant(), true);
        Eventually.becomes(() -> live.get("/balance").status(), status -> status == 200);

        assertThat(live.get("/account").expect(200).get("livePaymentsEnabled").booleanValue())
                .isTrue();
        assertThat(live.get("/balance").expect(200).get("livemode").booleanValue())
                .isTrue();
        nobodyCouldPay(live);
        onlyPublicHostsHearOfIt(live);
        var session = shop.createSession().get("id").stringValue();
        assertThat(live.get("/checkout/sessions/" + session).status()).isEqualTo(404);
        assertThat(live.post("/test-helpers/clock/advance", "{\"seconds\": 1}").status())
                .isEqualTo(404);
        assertThat(app.count("live.clocks")).isZero();

        office.merchants().setActivated(office.merchant(), false);
        Eventually.becomes(() -> live.get("/balance").status(), status -> status == 403);
    }

    /// No bank is connected, so no session is made.
    private static void nobodyCouldPay(Shop live) {
        var refused = live.post("/checkout/sessions", Shop.order());

        assertThat(refused.expect(403).at("/error/code").stringValue()).isEqualTo("merchant_not_activated");
        assertThat(refused.json().at("/error/message").stringValue()).startsWith("No bank is connected");
        assertThat(app.count("live.checkout_sessions")).isZero();
    }

    private static void onlyPublicHostsHearOfIt(Shop live) {
        var endpoint = "{\"url\": \"%s\", \"enabledEvents\": [\"*\"]}";
        for (var url : List.of("http://shop.example/hook", "https://localhost/hook", "https://127.0.0.1/hook")) {
            assertThat(live.post("/webhook-endpoints", endpoint.formatted(url))
                            .expect(400)
                            .at("/error/param")
                            .stringValue())
                    .isEqualTo("url");
        }
        var made = live.post("/webhook-endpoints", endpoint.formatted("https://shop.example/hook"))
                .expect(201);
        assertThat(made.get("livemode").booleanValue()).isTrue();
        assertThat(made.get("id").stringValue()).startsWith("we_live_");
        assertThat(shop.get("/webhook-endpoints/" + made.get("id").stringValue())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_page_of_live_mode_is_looked_for_in_live_mode() {
        var session = shop.createSession().get("id").stringValue();

        assertThat(shop.send(shop.bare("/c/" + session).GET()).status()).isEqualTo(200);
        assertThat(shop.send(shop.bare("/c/" + session.replace("_test_", "_live_"))
                                .GET())
                        .status())
                .isEqualTo(404);
        assertThat(shop.send(shop.bare("/3ds/return/live_" + "a".repeat(32))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("cres=x")))
                        .status())
                .isEqualTo(404);
    }

    private static Shop.Answer patch(String body, String... headers) {
        var request = shop.request("/account")
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body));
        return shop.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static List<String> names(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }
}
