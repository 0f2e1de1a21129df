package dev.sarraf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.TestApp;
import dev.sarraf.db.Database;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.ProcessorAccounts;
import dev.sarraf.testing.Shop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `./sarraf reconcile` beside a running program, its real database and its real bank.
class ReconcileCommandTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private TestApp app;
    private Shop shop;

    @BeforeEach
    void start() {
        app = TestApp.start();
        shop = app.shop();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void where_all_is_well_it_says_how_much_it_has_compared() throws IOException {
        var paid = pay("01/39");
        refund(paid, 5_000);
        refund(paid, 7_000);
        pay("05/39");
        pay("01/39");

        var text = reconcile("--since", "24h");
        var json = reconcile(
                "--since", "2020-01-01", "--json", "--statement", statement().toString());

        assertThat(text.out())
                .isEqualTo(
                        "3 orders, 3 charges and 2 refunds compared with 5 movements at the bank: no differences.\n");
        assertThat(text.status()).as(text.err()).isZero();
        assertThat(json.out().lines()).hasSize(1);
        var summary = MAPPER.readTree(json.out()).get("summary");
        assertThat(summary.get("statementLines").longValue()).isEqualTo(5);
        assertThat(summary.get("differences").longValue()).isZero();
        assertThat(summary.at("/byKind/only_at_bank").longValue()).isZero();
        assertThat(json.status()).isZero();
    }

    @Test
    void what_local_methods_wait_for_took_and_gave_back_is_compared_too() {
        var waiting = voucher();
        var paid = voucher();
        var lapsed = voucher();
        act(paid, "pay");
        act(lapsed, "lapse");
        shop.post("/refunds", "{\"chargeId\": \"%s\", \"amount\": 5000}".formatted(chargeOf(paid)))
                .expect(201);
        app.update("UPDATE test.charges SET sent_at = sent_at - interval '1 hour'");

        var well = reconcile("--since", "24h");
        assertThat(well.out())
                .isEqualTo(
                        "3 orders, 3 charges and 1 refunds compared with 4 movements at the bank: no differences.\n");

        app.update("UPDATE test.charges SET status = 'FAILED', decline = '{\"code\": \"voucher_failed\"}',"
                + " next_check_at = NULL WHERE id = '" + chargeOf(waiting) + "'");
        assertThat(reconcile("--since", "24h").out()).contains("transaction=" + chargeOf(waiting));
    }

    private String voucher() {
        var session = shop.createSession(Shop.order().replaceFirst("\\{", "{\"paymentMethodTypes\": [\"fawry\"], "));
        var id = session.get("id").stringValue();
        shop.post("/test-helpers/checkout/sessions/" + id + "/complete", "{\"paymentMethodType\": \"fawry\"}")
                .expect(200);
        return id;
    }

    private void act(String session, String act) {
        shop.post("/test-helpers/checkout/sessions/" + session + "/act", "{\"act\": \"" + act + "\"}")
                .expect(200);
    }

    private String chargeOf(String session) {
        return shop.session(session).at("/paymentIntent/latestCharge/id").stringValue();
    }

    @Test
    void what_the_bank_was_asked_behind_our_back_is_only_at_the_bank() throws Exception {
        var paid = pay("01/39");
        bank("PUT", "/order/" + intent(paid) + "/transaction/stolen", """
                {"apiOperation": "REFUND", "transaction": {"amount": "1.00", "currency": "EGP"}}
                """);

        assertDifference(paid, "only_at_bank", "stolen", "ours=[nothing] bank=[REFUND EGP 1.00 done]");
    }

    @Test
    void a_second_capture_is_only_at_the_bank_and_a_duplicate() throws Exception {
        var paid = pay("01/39");
        bank("PUT", "/order/" + intent(paid) + "/transaction/again", card("1499.00"));

        var result = reconcile("--since", "24h");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out().lines().limit(2))
                .allMatch(line -> line.contains("order=" + intent(paid) + " transaction=again"))
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly("only_at_bank", "duplicate_capture");
    }

    @Test
    void a_charge_that_we_made_up_is_only_here() throws Exception {
        var paid = pay("01/39");
        app.update("UPDATE test.charges SET bank_transaction = 'invented' WHERE intent_id = '" + intent(paid) + "'");

        var result = reconcile("--since", "24h");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out().lines().limit(2))
                .extracting(line -> line.replaceFirst(" order=.*", "") + line.replaceFirst(".* ours", " ours"))
                .containsExactly(
                        "only_at_bank ours=[nothing] bank=[PAYMENT EGP 1499.00 done]",
                        "only_here ours=[charge EGP 1499.00 done] bank=[nothing]");
    }

    @Test
    void another_amount_is_found() throws Exception {
        var paid = pay("01/39");
        app.update("UPDATE test.charges SET amount = 149901 WHERE intent_id = '" + intent(paid) + "'");

        assertDifference(
                paid, "amount_differs", charge(paid), "ours=[charge EGP 1499.01 done] bank=[PAYMENT EGP 1499.00 done]");
    }

    @Test
    void a_failure_that_the_bank_took_and_a_success_that_it_did_not_are_found() throws Exception {
        var paid = pay("01/39");
        var declined = pay("05/39");
        app.update("""
                UPDATE test.charges
                   SET status = 'FAILED', captured_at = NULL,
                       decline = '{"code": "card_declined", "merchantMessage": "so it says"}'
                 WHERE intent_id = '%s'
                """.formatted(intent(paid)));
        app.update("""
                UPDATE test.charges
                   SET status = 'SUCCEEDED', captured_at = now(), decline = NULL, next_check_at = NULL
                 WHERE intent_id = '%s'
                """.formatted(intent(declined)));

        var result = reconcile("--since", "24h", "--json");

        assertThat(result.status()).isEqualTo(1);
        var found = result.out().lines().map(MAPPER::readTree).toList();
        assertThat(found.getFirst().at("/difference").stringValue()).isEqualTo("state_differs");
        assertThat(found.getFirst().at("/id").stringValue()).isEqualTo(charge(paid));
        assertThat(found.getFirst().at("/ours/state").stringValue()).isEqualTo("not_done");
        assertThat(found.getFirst().at("/theirs/state").stringValue()).isEqualTo("done");
        assertThat(found.get(1).at("/id").stringValue()).isEqualTo(charge(declined));
        assertThat(found.get(1).at("/ours/state").stringValue()).isEqualTo("done");
        assertThat(found.get(1).at("/theirs/state").stringValue()).isEqualTo("not_done");
        assertThat(found.getLast().at("/summary/byKind/state_differs").longValue())
                .isEqualTo(2);
    }

    @Test
    void a_refund_that_the_bank_did_not_make_is_found() throws Exception {
        var paid = pay("01/39");
        var refund = refund(paid, 5_000);
        app.update("UPDATE test.refunds SET bank_transaction = 'invented' WHERE id = '" + refund + "'");

        var result = reconcile("--since", "24h");

        assertThat(result.out())
                .contains("only_here order=" + intent(paid) + " transaction=invented id=" + refund
                        + " ours=[refund EGP 50.00 done] bank=[nothing]")
                .contains("only_at_bank order=" + intent(paid) + " transaction=" + refund);
    }

    @Test
    void what_we_do_not_know_is_a_difference_once_it_should_be_known() throws Exception {
        var unknown = pay("05/37");
        assertThat(reconcile("--since", "24h").out()).contains("no differences.", "under way, not compared: 1");
        app.update(
                "UPDATE test.charges SET sent_at = now() - interval '1 hour', next_check_at = now() + interval '1 hour'"
                        + " WHERE intent_id = '" + intent(unknown) + "'");

        assertDifference(
                unknown,
                "state_differs",
                charge(unknown),
                "ours=[charge EGP 1499.00 open] bank=[PAYMENT EGP 1499.00 open]");
    }

    @Test
    void only_the_statement_knows_of_an_order_that_was_never_ours() throws Exception {
        pay("01/39");
        bank("PUT", "/order/foreign/transaction/p", card("20.00"));

        assertThat(reconcile("--since", "24h").status()).isZero();
        var result = reconcile("--since", "24h", "--statement", statement().toString());

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .startsWith(
                        "only_at_bank order=foreign transaction=p ours=[nothing] statement=[PAYMENT EGP 20.00 done]\n");
    }

    @Test
    void a_line_that_the_statement_lacks_or_has_otherwise_or_twice_is_found() throws Exception {
        var first = pay("01/39");
        var second = pay("01/39");
        var file = statement();
        var lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);

        Files.write(file, lines.subList(0, 2));
        var lacking = reconcile("--since", "24h", "--statement", file.toString());
        Files.write(file, List.of(lines.get(0), lines.get(1), lines.get(2).replace("1499.00", "1499.50")));
        var changed = reconcile("--since", "24h", "--statement", file.toString());
        Files.write(file, List.of(lines.get(0), lines.get(1), lines.get(2), lines.get(2)));
        var twice = reconcile("--since", "24h", "--statement", file.toString());
        Files.write(file, List.of(lines.get(0), lines.get(1), lines.get(2).replace("SUCCESS", "FAILURE")));
        var failed = reconcile("--since", "24h", "--statement", file.toString());

        assertThat(lines.get(1)).contains(charge(first));
        assertThat(lacking.out())
                .startsWith("only_here order=" + intent(second) + " transaction=" + charge(second) + " id="
                        + charge(second) + " ours=[charge EGP 1499.00 done] statement=[nothing]\n");
        assertThat(changed.out())
                .startsWith("amount_differs order=" + intent(second))
                .contains("statement=[PAYMENT EGP 1499.50 done]");
        assertThat(twice.out()).startsWith("duplicate_capture order=" + intent(second));
        assertThat(failed.out()).startsWith("state_differs order=" + intent(second));
        assertThat(List.of(lacking, changed, twice, failed)).allMatch(result -> result.status() == 1);
        assertThat(lacking.out().lines()).hasSize(3);
    }

    @Test
    void a_statement_of_another_time_is_compared_line_by_line() throws Exception {
        var earlier = pay("01/39");
        var file = statement();
        shop.advanceClock(Duration.ofDays(3));
        pay("01/39");

        var fine = reconcile("--since", "24h", "--statement", file.toString(), "--until", "2099-01-01");
        Files.writeString(file, Files.readString(file).replace("1499.00", "1.00"));
        var changed = reconcile("--since", "24h", "--statement", file.toString());

        assertThat(fine.out()).contains("only_here").contains("statement=[nothing]");
        assertThat(changed.out()).contains("amount_differs order=" + intent(earlier));
    }

    @Test
    void a_period_leaves_out_what_was_before_and_after_it() {
        pay("01/39");
        shop.advanceClock(Duration.ofDays(3));
        var refunded = pay("01/39");
        shop.advanceClock(Duration.ofDays(3));
        refund(refunded, 100);

        assertThat(reconcile("--since", "100d").out()).startsWith("2 orders, 2 charges and 1 refunds");
        assertThat(reconcile("--since", "4d").out()).startsWith("1 orders, 1 charges and 1 refunds");
        assertThat(reconcile("--since", "1d").out()).startsWith("1 orders, 1 charges and 1 refunds");
        assertThat(reconcile("--since", "100d", "--until", "5d").out()).startsWith("1 orders, 1 charges and 0 refunds");
        assertThat(reconcile("--since", "2099-01-01").out()).startsWith("0 orders");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --since soon                            | a time is written like
            --until 24h                             | --since
            --since 24h --merchant mer_nobody       | there is no such merchant
            --since 24h --database-url nonsense     | a database URL has the form
            --since 24h --statement /does/not/exist | cannot be read
            """)
    void a_wrong_use_is_status_2(String words, String why) {
        var result = reconcile(words.split(" ", -1));

        assertThat(result.err()).contains(why);
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void a_malformed_statement_is_refused_with_its_line() throws IOException {
        var file = folder.resolve("statement.csv");
        Files.writeString(file, "time,order,transaction,type,amount,currency,result\nnonsense\n");

        var result = reconcile("--since", "24h", "--statement", file.toString());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("line 2: it has 1 columns instead of 7");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void a_bank_that_does_not_answer_is_no_agreement() {
        pay("01/39");

        var result = reconcile("--since", "24h", "--gateway-url", "http://127.0.0.1:1");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.out()).startsWith("unanswered order=pi_test_").contains("unanswered by the bank: 1");
    }

    @Test
    void a_folder_without_a_server_says_what_is_missing() {
        var result = CommandRun.of(Map.of(), "reconcile", "--since", "24h", "--data-dir", folder.toString());

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains("--gateway-url");
    }

    private void assertDifference(String session, String kind, String transaction, String sides) {
        var result = reconcile("--since", "24h");

        assertThat(result.status()).as(result.err()).isEqualTo(1);
        assertThat(result.out().lines().toList())
                .anySatisfy(line -> assertThat(line)
                        .startsWith(kind + " order=" + intent(session) + " transaction=" + transaction)
                        .endsWith(sides));
        assertThat(result.out()).contains(": 1 differences.\n  " + kind + ": 1");
    }

    private CommandRun reconcile(String... words) {
        return run("reconcile", words);
    }

    private CommandRun run(String command, String... words) {
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of(words));
        return CommandRun.of(
                Map.of("SARRAF_DATA_DIR", app.dataDir().toString(), "SARRAF_DATABASE_URL", app.databaseUrl()),
                all.toArray(String[]::new));
    }

    /// The bank's statement in a file.
    private Path statement() throws IOException {
        var printed = run("statement", "--since", "2020-01-01");
        assertThat(printed.status()).as(printed.err()).isZero();
        return Files.writeString(folder.resolve("statement.csv"), printed.out());
    }

    /// A session that a card of this expiry was tried on.
    private String pay(String expiry) {
        var id = shop.createSession().get("id").stringValue();
        shop.post("/test-helpers/checkout/sessions/" + id + "/complete", """
                {"card": "5555555555000018", "expiry": "%s"}
                """.formatted(expiry))
                .expect(200);
        return id;
    }

    private String refund(String session, long amount) {
        return shop.post("/refunds", """
                {"chargeId": "%s", "amount": %d, "reason": "REQUESTED_BY_CUSTOMER"}
                """.formatted(charge(session), amount))
                .expect(201)
                .get("id")
                .stringValue();
    }

    private String intent(String session) {
        return shop.session(session).get("paymentIntentId").stringValue();
    }

    private String charge(String session) {
        return app.query("SELECT id FROM test.charges WHERE intent_id = '" + intent(session) + "'")
                .getFirst();
    }

    private static String card(String amount) {
        return """
                {"apiOperation": "PAY", "order": {"amount": "%s", "currency": "EGP"},
                 "sourceOfFunds": {"type": "CARD", "provided": {"card": {"number": "5111111111111118",
                                   "expiry": {"month": "01", "year": "39"}, "securityCode": "100"}}}}
                """.formatted(amount);
    }

    /// Asks the bank for something in the merchant's name, past the program.
    private JsonNode bank(String method, String path, String body) throws IOException, InterruptedException {
        var account = account();
        var credentials =
                "merchant." + account.merchant() + ":" + account.password().reveal();
        var request = HttpRequest.newBuilder(
                        URI.create(app.gateway() + "/api/rest/version/100/merchant/" + account.merchant() + path))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .method(method, BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = MAPPER.readTree(
                    client.send(request, BodyHandlers.ofString()).body());
            assertThat(answer.path("result").asString()).as(answer.toString()).isEqualTo("SUCCESS");
            return answer;
        }
    }

    private ProcessorAccount account() {
        var address = DatabaseAddress.parse(app.databaseUrl());
        try (var database = Database.connect(address.jdbcUrl(), address.user(), address.password(), "test")) {
            var accounts = new ProcessorAccounts(
                    database, MasterKeyFile.read(app.dataDir().resolve("master.key")));
            return accounts.get(database.inOneStatement(accounts::merchants).getFirst());
        }
    }
}
