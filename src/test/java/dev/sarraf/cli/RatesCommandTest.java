package dev.sarraf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.TestApp;
import dev.sarraf.money.Currency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `./sarraf rates` beside a running program, and what a merchant's server sees of it.
class RatesCommandTest {
    private static TestApp app;

    @BeforeAll
    static void start() {
        app = TestApp.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void test_mode_begins_with_an_example_for_every_other_currency() {
        var listed = rates("list");

        assertThat(listed.status()).as(listed.err()).isZero();
        assertThat(listed.out().lines()).hasSize(Currency.values().length - 1);
        assertThat(listed.out().lines().filter(line -> line.startsWith("KWD")))
                .singleElement()
                .asString()
                .matches("KWD  166.3 +20.*Z  exr_test_[0-9A-Za-z]{24}  example");
        var kuwait = api("KWD").getFirst();
        assertThat(kuwait.get("id").stringValue()).matches("exr_test_[0-9A-Za-z]{24}");
        assertThat(kuwait.get("object").stringValue()).isEqualTo("exchange_rate");
        assertThat(kuwait.get("rate")).hasToString("166.3");
        assertThat(kuwait.get("example").booleanValue()).isTrue();
        assertThat(kuwait.get("createdAt").stringValue()).endsWith("Z");
    }

    @Test
    void a_rate_that_is_set_holds_at_once_and_the_old_one_stays_in_the_history() {
        var before = api("USD").getFirst();

        var set = rates("set", "usd", "52.0000000001");

        assertThat(set.status()).as(set.err()).isZero();
        assertThat(set.out())
                .matches("1 USD is 52.0000000001 EGP from now on \\(exr_test_\\w{24}\\)\\. It was 51\\.01\\.\n");
        var now = api("USD").getFirst();
        assertThat(now.get("rate")).hasToString("52.0000000001");
        assertThat(now.get("example").booleanValue()).isFalse();
        assertThat(now.get("id")).isNotEqualTo(before.get("id"));
        var history = rates("history", "USD").out().lines().toList();
        assertThat(history).hasSize(2);
        assertThat(history.get(0)).contains(now.get("id").stringValue()).doesNotContain("example");
        assertThat(history.get(1)).contains(before.get("id").stringValue(), "51.01", "example");
        assertThat(rates("set", "AUD", "100").status()).isZero();
        assertThat(api("AUD").getFirst().get("rate")).hasToString("100");
    }

    @Test
    void live_mode_begins_without_rates_and_has_its_own() {
        assertThat(rates("set", "SAR", "13.5", "--mode", "live").status()).isZero();

        assertThat(rates("list", "--mode", "live").out()).contains("SAR").doesNotContain("USD", "example");
        assertThat(api("SAR").getFirst().get("example").booleanValue()).isTrue();
    }

    @Test
    void a_currency_that_is_withdrawn_has_no_rate_until_it_gets_another() {
        assertThat(rates("off", "LYD").out()).isEqualTo("LYD has no rate from now on.\n");

        assertThat(api("LYD")).isEmpty();
        assertThat(rates("list").out()).doesNotContain("LYD");
        assertThat(rates("off", "LYD").out()).isEqualTo("LYD has no rate already.\n");
        var history = rates("history", "LYD").out().lines().toList();
        assertThat(history).hasSize(2);
        assertThat(history.getFirst()).startsWith("LYD  off ");
        assertThat(rates("set", "LYD", "9.5").out())
                .startsWith("1 LYD is 9.5 EGP from now on")
                .doesNotContain("It was");
        assertThat(api("LYD")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "set XYZ 5, 2, 'is none of EGP, USD'",
        "set USD abc, 2, 'is no rate: write digits, such as 51.01'",
        "set USD 1e5, 2, 'is no rate'",
        "set USD, 2, 'RATE'",
        "set EGP 1, 1, 'EGP is what payments are processed in: it has no rate.'",
        "off EGP, 1, 'it has no rate.'",
        "set USD 0, 1, 'A rate is more than 0.'",
        "set USD 0.00000000001, 1, 'A rate has at most 10 decimals.'",
        "set USD 1000000.1, 1, 'A rate is at most 1000000'",
        "history XYZ, 2, 'is none of'",
        "list --mode production, 2, 'mode'",
        "'', 2, 'Which command'"
    })
    void what_cannot_be_done_says_why_and_changes_nothing(String words, int status, String why) {
        long before = app.count("test.exchange_rates");

        var result = rates(words.isEmpty() ? new String[0] : words.split(" ", -1));

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.err()).contains(why);
        assertThat(app.count("test.exchange_rates")).isEqualTo(before);
    }

    @Test
    void trailing_zeros_are_no_decimals_and_the_highest_rate_is_one() {
        assertThat(rates("set", "CNY", "7.000000000000").status()).isZero();
        assertThat(api("CNY").getFirst().get("rate")).hasToString("7");
        assertThat(rates("set", "CNY", "1000000").status()).isZero();
        assertThat(api("CNY").getFirst().get("rate")).hasToString("1000000");
        assertThat(rates("set", "CNY", "0.0000000001").status()).isZero();
        assertThat(api("CNY").getFirst().get("rate").decimalValue()).isEqualByComparingTo("0.0000000001");
    }

    /// All that is known of a currency over the API.
    private static List<JsonNode> api(String currency) {
        return app.shop()
                .get("/exchange-rates")
                .expect(200)
                .get("data")
                .valueStream()
                .filter(rate -> rate.get("currency").stringValue().equals(currency))
                .toList();
    }

    private static CommandRun rates(String... words) {
        var line = new ArrayList<>(List.of("rates"));
        line.addAll(List.of(words));
        return CommandRun.of(Map.of("SARRAF_DATABASE_URL", app.databaseUrl()), line.toArray(String[]::new));
    }
}
