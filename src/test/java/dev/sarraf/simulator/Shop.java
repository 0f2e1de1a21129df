package dev.sarraf.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A merchant's server, which knows the simulator by HTTP alone.
final class Shop {
    static final String BROWSER = """
            "device":{"browser":"Mozilla/5.0","ipAddress":"203.0.113.9","browserDetails":{
            "3DSecureChallengeWindowSize":"FULL_SCREEN","acceptHeaders":"text/html","colorDepth":24,"javaEnabled":false,
            "language":"en-US","screenHeight":900,"screenWidth":1440,"timeZone":-120}}
            """;

    static final String RETURN_URL = "http://localhost:9/3ds/return/token";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI base;
    private final String merchant;
    private final String authorization;

    Shop(URI base, String merchant, String password) {
        this.base = base;
        this.merchant = merchant;
        this.authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString(("merchant." + merchant + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    static Shop of(Simulator simulator, String merchant) {
        return new Shop(simulator.baseUrl(), merchant, "the password of " + merchant);
    }

    String merchant() {
        return merchant;
    }

    /// `{"type":"CARD",…}` of a card.
    static String card(String number, String expiry, String securityCode) {
        return """
                "sourceOfFunds":{"type":"CARD","provided":{"card":{"number":"%s",%s"expiry":{"month":"%s","year":"%s"}}}}
                """.formatted(
                        number,
                        securityCode.isEmpty() ? "" : "\"securityCode\":\"" + securityCode + "\",",
                        expiry.substring(0, 2),
                        expiry.substring(3));
    }

    static String pay(String amount, String card) {
        return charge("PAY", amount, card);
    }

    static String charge(String operation, String amount, String more) {
        return """
                {"apiOperation":"%s","order":{"amount":"%s","currency":"EGP"},%s}""".formatted(operation, amount, more);
    }

    static String money(String operation, String amount) {
        return """
                {"apiOperation":"%s","transaction":{"amount":"%s","currency":"EGP"}}""".formatted(operation, amount);
    }

    static String cancel(String target) {
        return """
                {"apiOperation":"VOID","transaction":{"targetTransactionId":"%s"}}""".formatted(target);
    }

    static String initiate(String card) {
        return """
                {"apiOperation":"INITIATE_AUTHENTICATION","order":{"currency":"EGP"},
                "authentication":{"channel":"PAYER_BROWSER"},%s}""".formatted(card);
    }

    static String authenticate(String amount, String card) {
        return """
                {"apiOperation":"AUTHENTICATE_PAYER","order":{"amount":"%s","currency":"EGP"},
                "authentication":{"redirectResponseUrl":"%s"},%s,%s}""".formatted(amount, RETURN_URL, BROWSER, card);
    }

    Reply put(String order, String transaction, String body) {
        return send("PUT", transactionPath(order, transaction), body);
    }

    Reply get(String order, String transaction) {
        return send("GET", transactionPath(order, transaction), "");
    }

    Reply order(String order) {
        return send("GET", api("/order/" + order), "");
    }

    /// A new session with this card; its id.
    String session(String card) {
        var id = send("POST", api("/session"), "").at("session.id");
        var reply = updateSession(id, "{" + card + "}");
        if (reply.status() != 200) {
            throw new AssertionError(reply);
        }
        return id;
    }

    Reply updateSession(String id, String body) {
        return send("PUT", api("/session/" + id), body);
    }

    Reply session(String id, boolean retrieve) {
        return send(retrieve ? "GET" : "DELETE", api("/session/" + id), "");
    }

    static String bySession(String id) {
        return "\"session\":{\"id\":\"" + id + "\"}";
    }

    /// Initiates and authenticates under one transaction; the second answer.
    Reply authenticateCard(String order, String transaction, String amount, String card) {
        put(order, transaction, initiate(card));
        return put(order, transaction, authenticate(amount, card));
    }

    void faults(String faults) {
        var reply = send("PUT", admin("/faults"), "{\"faults\":[" + faults + "]}");
        if (reply.status() != 200) {
            throw new AssertionError(reply);
        }
    }

    void aheadSeconds(long seconds) {
        send("PUT", admin("/clock"), "{\"aheadSeconds\":" + seconds + "}");
    }

    /// The lines of the bank's record about an order.
    List<JsonNode> record(String order) {
        var json = JsonMapper.shared();
        return send("GET", admin("/record?orderId=" + encode(order)), "")
                .text()
                .lines()
                .map(json::readTree)
                .toList();
    }

    String admin(String path) {
        return "/simulator/merchants/" + merchant + path;
    }

    String api(String path) {
        return "/api/rest/version/100/merchant/" + merchant + path;
    }

    String transactionPath(String order, String transaction) {
        return api("/order/" + encode(order) + "/transaction/" + encode(transaction));
    }

    Reply send(String method, String path, String body) {
        return send(request(method, path, body).build());
    }

    HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    /// The payer's browser: opens the challenge that an AUTHENTICATE_PAYER asked for.
    static Reply openChallenge(Reply asked) {
        var place = "authentication.redirect.customizedHtml.3ds2.";
        return postForm(asked.at(place + "acsUrl"), Map.of("creq", asked.at(place + "cReq")));
    }

    /// The payer's browser: ends a challenge.
    static Reply choose(Reply asked, String outcome) {
        return postForm(
                asked.at("authentication.redirect.customizedHtml.3ds2.acsUrl") + "/outcome",
                Map.of("outcome", outcome));
    }

    /// A browser's form post, which carries no credentials.
    static Reply postForm(String url, Map<String, String> fields) {
        var form = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    static Reply send(HttpRequest request) {
        try {
            return Reply.of(CLIENT.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
