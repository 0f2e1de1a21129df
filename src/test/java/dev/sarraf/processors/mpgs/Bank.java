package dev.sarraf.processors.mpgs;

import dev.sarraf.cards.Card;
import dev.sarraf.cards.CardNumber;
import dev.sarraf.cards.Expiry;
import dev.sarraf.cards.SecurityCode;
import dev.sarraf.cards.TestCards;
import dev.sarraf.ids.Random62;
import dev.sarraf.ids.Secret;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.processors.Authentication;
import dev.sarraf.processors.AuthenticationOrder;
import dev.sarraf.processors.BankIds;
import dev.sarraf.processors.CardSession;
import dev.sarraf.processors.PaymentOrder;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.simulator.Simulator;
import dev.sarraf.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// The simulator as a bank, with the connector in front of it and a customer's browser beside it.
final class Bank implements AutoCloseable {
    private static final Money AMOUNT = new Money(15_000, Currency.EGP);
    private static final Pattern FORM_ACTION = Pattern.compile("action=\"([^\"]+)\"");

    private final Simulator simulator;
    private final MpgsProcessor processor;
    private final HttpClient browser = HttpClient.newHttpClient();
    private final ProcessorAccount account =
            new ProcessorAccount("TESTSARRAF", new Secret("a password " + Random62.text(12)));

    Bank(Path folder) {
        this.simulator = Simulator.start(SimulatorSettings.local(0, folder));
        this.processor = new MpgsProcessor(MpgsSettings.of(simulator.baseUrl()));
    }

    MpgsProcessor processor() {
        return processor;
    }

    ProcessorAccount account() {
        return account;
    }

    @Override
    public void close() {
        processor.close();
        simulator.close();
    }

    /// An order number that nobody had before.
    static String newOrder() {
        return "pi_test_" + Random62.text(24);
    }

    CardSession hold(String number, String expiry, String securityCode) {
        return processor.hold(
                account,
                new Card(
                        new CardNumber(number),
                        Expiry.parse(expiry),
                        Optional.of(new SecurityCode(securityCode)),
                        Optional.of("Test Customer")));
    }

    /// The code that matches, which is one digit longer on some cards.
    CardSession hold(String number, String expiry) {
        var codes = TestCards.securityCodes().getFirst();
        return hold(number, expiry, number.startsWith("3") && number.length() == 15 ? codes.amexCode() : codes.code());
    }

    static PaymentOrder charge(String order, CardSession card) {
        return charge(order, card, Optional.empty());
    }

    static PaymentOrder charge(String order, CardSession card, Optional<String> authentication) {
        return new PaymentOrder(new BankIds(order, "p1"), AMOUNT, card, authentication, "cs_test_1");
    }

    static AuthenticationOrder check(String order, CardSession card) {
        return new AuthenticationOrder(
                new BankIds(order, "a1"),
                AMOUNT,
                card,
                new AuthenticationOrder.Browser(
                        "Mozilla/5.0", "203.0.113.9", "text/html", "en-US", 24, 900, 1440, -120),
                URI.create("http://localhost:8080/3ds/return/token"));
    }

    /// Walks a challenge as a browser does: opens the issuer's page, presses a button, and gets the page that
    /// posts back to the merchant.
    ///
    /// @return that last page
    String choose(Authentication.ChallengeRequired challenge, String outcome) {
        var page = post(challenge.acsUrl(), "creq", challenge.creq());
        var action = FORM_ACTION.matcher(page);
        if (!action.find()) {
            throw new AssertionError("no form on the issuer's page: " + page);
        }
        return post(challenge.acsUrl().resolve(action.group(1)), "outcome", outcome);
    }

    /// Asks for trouble with the next call of an operation.
    void trouble(String operation, String fault) {
        trouble(operation, fault, 1);
    }

    /// Asks for trouble with the next so many calls of an operation.
    void trouble(String operation, String fault, int count) {
        admin("PUT", "faults", """
                {"faults":[{"operation":"%s","fault":"%s","count":%d}]}""".formatted(operation, fault, count));
    }

    /// Lets the merchant's clock at the bank run ahead.
    void advanceClock(int seconds) {
        admin("PUT", "clock", """
                {"aheadSeconds":%d}""".formatted(seconds));
    }

    /// What the bank did for an order, as `kind` of each line, in order.
    List<String> record(String order) {
        return admin("GET", "record?orderId=" + order, "")
                .lines()
                .map(line -> JsonMapper.shared().readTree(line).path("kind").asString(""))
                .toList();
    }

    private String admin(String method, String path, String body) {
        var pair = "merchant." + account.merchant() + ":" + account.password().reveal();
        return send(HttpRequest.newBuilder(
                        simulator.baseUrl().resolve("/simulator/merchants/" + account.merchant() + "/" + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private String post(URI url, String name, String value) {
        return send(HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .build());
    }

    private String send(HttpRequest request) {
        try {
            var response = browser.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(request.uri() + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
