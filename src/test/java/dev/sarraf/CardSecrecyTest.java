package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.cli.LogFormat;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Customer.TestCard;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A card number and its security code are sent to the bank and left nowhere else: no log line, no table, no
/// answer, no file of ours, whatever goes wrong on the way.
class CardSecrecyTest {
    /// American Express has four digits; these stand in no time, id or amount by chance.
    private static final String CODE = "7391";

    private static final TestCard PAYS = new TestCard("371449635398431", "01/39", CODE);
    private static final TestCard DECLINED = new TestCard("371449635398431", "05/39", CODE);
    private static final TestCard UNPUBLISHED = new TestCard("4929420573595709", "01/39", CODE);

    private final List<String> answers = new ArrayList<>();
    private final Customer customer = new Customer();

    @Test
    void no_card_number_and_no_security_code_is_left_anywhere() throws IOException {
        var log = new LogCatcher();
        var root = Logger.getLogger("");
        var before = root.getLevel();
        root.addHandler(log);
        root.setLevel(Level.INFO);
        var folder = TestApp.temporaryFolder();
        try (var app = TestApp.start(TestPostgres.freshDatabase(), folder, Optional.empty())) {
            var shop = app.shop();
            everyWayToSendACard(shop);

            assertThat(shop.session(answers.getFirst()).get("paymentStatus").stringValue())
                    .isEqualTo("paid");
            answers.forEach(CardSecrecyTest::assertClean);
            everyRow(app).forEach(CardSecrecyTest::assertClean);
        } finally {
            root.removeHandler(log);
            root.setLevel(before);
        }
        assertThat(log.lines).isNotEmpty();
        log.lines.forEach(CardSecrecyTest::assertClean);
        everyFile(folder).forEach(CardSecrecyTest::assertClean);
    }

    private void everyWayToSendACard(Shop shop) {
        var paid = shop.createSession();
        answers.add(paid.get("id").stringValue());
        answers.add(customer.pay(paid, PAYS).toString());
        answers.add(shop.get("/checkout/sessions/" + answers.getFirst()).text());
        answers.add(customer.text(HttpRequest.newBuilder(page(paid)).GET()));

        var session = shop.createSession();
        answers.add(customer.pay(session, DECLINED).toString());
        answers.add(customer.pay(session, UNPUBLISHED).toString());
        answers.add(customer.pay(session, new TestCard(PAYS.number() + "0", "01/39", CODE))
                .toString());
        answers.add(customer.pay(session, new TestCard(PAYS.number(), "13/99", CODE))
                .toString());
        answers.add(
                customer.send(customer.payment(customer.open(session), PAYS).setHeader("Content-Type", "text/plain"))
                        .body());
        answers.add(customer.send(customer.payment(customer.open(session), PAYS).setHeader("Accept", "text/html"))
                .body());
        headless(shop, PAYS.number(), "01/39", CODE);
        headless(shop, PAYS.number(), "05/39", CODE);
        headless(shop, PAYS.number(), "99/39", CODE);
        headless(shop, UNPUBLISHED.number(), "01/39", CODE);
        headless(shop, PAYS.number(), "01/39", CODE + "0");
        headless(shop, PAYS.number() + "\", \"" + PAYS.number() + "\": \"", "01/39", CODE);
        var body = PAYS.number() + " " + CODE;
        answers.add(shop.post("/checkout/sessions", "{\"" + body + "\": \"" + body + "\"}")
                .header("Request-Id"));
        answers.add(shop.get("/checkout/sessions/" + PAYS.number()).text());
        answers.add(shop.post("/checkout/sessions", body).text());
        answers.add(shop.send(shop.bare("/checkout/sessions")
                        .header("Authorization", "Bearer " + body)
                        .POST(BodyPublishers.noBody()))
                .text());
    }

    private void headless(Shop shop, String number, String expiry, String code) {
        var id = shop.createSession().get("id").stringValue();
        answers.add(
                shop.post("/test-helpers/checkout/sessions/" + id + "/complete", """
                        {"card": "%s", "expiry": "%s", "securityCode": "%s"}
                        """.formatted(number, expiry, code))
                        .text());
    }

    private static void assertClean(String text) {
        for (var number : new String[] {PAYS.number(), UNPUBLISHED.number()}) {
            assertThat(text).doesNotContain(number);
            assertThat(text).doesNotContain(encodings(number));
        }
        assertThat(text).doesNotContainPattern("(?<![0-9A-Za-z+/_-])" + CODE + "(?![0-9A-Za-z+/_=-])");
    }

    private static String[] encodings(String number) {
        var bytes = number.getBytes(StandardCharsets.US_ASCII);
        return new String[] {
            Base64.getEncoder().withoutPadding().encodeToString(bytes),
            HexFormat.of().formatHex(bytes)
        };
    }

    private static List<String> everyRow(TestApp app) {
        var rows = new ArrayList<String>();
        for (var table : app.query("""
                SELECT quote_ident(table_schema) || '.' || quote_ident(table_name)
                  FROM information_schema.tables
                 WHERE table_schema IN ('account', 'test')
                """)) {
            rows.addAll(app.query("SELECT t::text FROM " + table + " AS t"));
        }
        assertThat(rows).hasSizeGreaterThan(10);
        return rows;
    }

    private static List<String> everyFile(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            var texts = new ArrayList<String>();
            for (var file : files.filter(Files::isRegularFile).toList()) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            assertThat(texts).hasSizeGreaterThan(3);
            return texts;
        }
    }

    private static URI page(JsonNode session) {
        return URI.create(session.get("url").stringValue());
    }

    private static final class LogCatcher extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final LogFormat format = new LogFormat();

        @Override
        public void publish(LogRecord line) {
            lines.add(format.formatMessage(line));
            if (line.getThrown() != null) {
                lines.add(format.format(line));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
