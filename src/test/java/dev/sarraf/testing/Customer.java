package dev.sarraf.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A customer whose browser is driven by hand: opens the page, sends its form, follows where it leads.
public final class Customer {
    /// Approved at once, without a challenge.
    public static final TestCard FRICTIONLESS = new TestCard("5555555555000018", "01/39", "100");

    /// Leads to the issuer's page first.
    public static final TestCard CHALLENGED = new TestCard("5123450000000008", "01/39", "100");

    public static final TestCard DECLINED = new TestCard("5555555555000018", "05/39", "100");

    /// The bank's answer is that it does not know; ten seconds later it does.
    public static final TestCard UNKNOWN = new TestCard("5555555555000018", "05/37", "100");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /// What is typed into the form.
    public record TestCard(String number, String expiry, String securityCode) {}

    /// The page as it was opened, with the token of its form.
    public record OpenPage(URI url, String formToken) {}

    public OpenPage open(JsonNode session) {
        return open(URI.create(session.get("url").stringValue()));
    }

    public OpenPage open(URI url) {
        var html = text(HttpRequest.newBuilder(url).GET());
        return new OpenPage(url, attribute(html, "name=\"form_token\"", "value"));
    }

    /// Sends the form as the page's own script does, and returns the JSON that it ends with.
    public JsonNode pay(OpenPage page, TestCard card) {
        return followed(page.url(), MAPPER.readTree(send(payment(page, card)).body()));
    }

    /// Where a form leads: at once, or once the shop has heard of the payment.
    public JsonNode followed(URI page, JsonNode answer) {
        return answer.has("follow")
                ? Eventually.becomes(
                        () -> MAPPER.readTree(text(HttpRequest.newBuilder(
                                        page.resolve(answer.get("follow").stringValue()))
                                .GET())),
                        status -> status.has("next"))
                : answer;
    }

    public JsonNode pay(JsonNode session, TestCard card) {
        return pay(open(session), card);
    }

    /// The request that the page's script makes.
    public HttpRequest.Builder payment(OpenPage page, TestCard card) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("form_token", page.formToken());
        form.put("number", card.number());
        form.put("expiry", card.expiry());
        form.put("cvc", card.securityCode());
        form.put("name", "Mona Hassan");
        return post(payAddress(page.url()), form).header("Accept", "application/json");
    }

    private static URI payAddress(URI page) {
        var query = page.getQuery() == null ? "" : "?" + page.getQuery();
        return page.resolve(page.getPath() + "/pay" + query);
    }

    /// Walks through the issuer's page with one of its five choices, and comes back. `next` is where paying led.
    /// Returns where the browser is sent on to.
    public URI answerChallenge(URI page, JsonNode next, String choice) {
        var returnTo = answerIssuer(page, next, choice);
        var returned = comeBack(returnTo);
        assertThat(returned.statusCode()).isEqualTo(303);
        return returnTo.resolve(returned.headers().firstValue("location").orElseThrow());
    }

    /// Makes one of the five choices on the issuer's page, and stays there. Where it leads back to is the answer.
    public URI answerIssuer(URI page, JsonNode next, String choice) {
        var shell = text(HttpRequest.newBuilder(page.resolve(next.get("next").stringValue()))
                .GET());
        var acs = URI.create(unescaped(attribute(shell, "<form", "action")));
        var emulator = text(post(acs, Map.of("creq", unescaped(attribute(shell, "name=\"creq\"", "value")))));
        var choose = acs.resolve(unescaped(attribute(emulator, "<form", "action")));
        var back = text(post(choose, Map.of("outcome", choice)));
        return URI.create(unescaped(attribute(back, "<form", "action")));
    }

    /// Comes back from the issuer.
    public HttpResponse<String> comeBack(URI returnTo) {
        return send(post(returnTo, Map.of("result", "SUCCESS")));
    }

    public String text(HttpRequest.Builder request) {
        return send(request).body();
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A form, as a browser sends it.
    public static HttpRequest.Builder post(URI url, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    /// The value of an attribute in the tag that holds `marker`.
    private static String attribute(String html, String marker, String name) {
        var matcher = Pattern.compile("<[^>]*" + name + "=\"([^\"]*)\"[^>]*>").matcher(html);
        while (matcher.find()) {
            if (matcher.group().contains(marker)) {
                return matcher.group(1);
            }
        }
        throw new AssertionError("no " + marker + " with " + name + " in " + html);
    }

    private static String unescaped(String html) {
        return html.replace("&amp;", "&")
                .replace("&#61;", "=")
                .replace("&#43;", "+")
                .replace("&#39;", "'");
    }
}
