package dev.sarraf.cli.prove;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A customer whose browser is driven by hand: opens the page, sends its form, goes to the issuer and back.
final class Customer {
    private final Web web;

    Customer(Web web) {
        this.web = web;
    }

    /// A published test card. The number decides what the issuer does, the expiry what the bank says.
    enum TestCard {
        APPROVED("5555555555000018", "01/39"),
        OTHER_APPROVED("4440000042200014", "01/39"),
        CHALLENGED("5123450000000008", "01/39"),
        DECLINED("5555555555000018", "05/39"),
        UNKNOWN_AT_FIRST("5555555555000018", "05/37");

        private final String number;
        private final String expiry;

        TestCard(String number, String expiry) {
            this.number = number;
            this.expiry = expiry;
        }
    }

    /// The page of a session as it was opened, with the token of its form.
    record OpenPage(URI url, String formToken) {}

    OpenPage open(JsonNode session) throws InterruptedException {
        var url = URI.create(session.path("url").asString());
        return new OpenPage(url, attribute(web.get(url).expect(200).body(), "name=\"form_token\"", "value"));
    }

    /// Sends the form as the page's own script does.
    Web.Answer press(OpenPage page, TestCard card) throws InterruptedException {
        var form = new LinkedHashMap<String, String>();
        form.put("form_token", page.formToken());
        form.put("number", card.number);
        form.put("expiry", card.expiry);
        form.put("cvc", "100");
        form.put("name", "Mona Hassan");
        return web.send(Web.form(URI.create(page.url() + "/pay"), form)
                .header("Accept", "application/json")
                .header("Sec-Fetch-Site", "same-origin"));
    }

    /// Pays, through the issuer's challenge where there is one. True where it led to the merchant.
    boolean pay(OpenPage page, TestCard card) throws InterruptedException {
        var answer = press(page, card);
        boolean told = answer.body().startsWith("{");
        var next = told ? answer.json().path("next").asString("") : "";
        if (card == TestCard.CHALLENGED && next.startsWith("/c/")) {
            return passChallenge(page.url().resolve(next));
        }
        // A customer who has paid is kept for a moment where the shop has not heard of it yet.
        return next.equals(Shop.THANKS) || (told && answer.json().has("follow"));
    }

    /// Opens the page again, and pays where it lets anybody pay.
    void tryAgain(JsonNode session, TestCard card) throws InterruptedException {
        var url = URI.create(session.path("url").asString());
        var page = web.get(url);
        if (page.body().contains("name=\"form_token\"")) {
            pay(new OpenPage(url, attribute(page.body(), "name=\"form_token\"", "value")), card);
        }
    }

    /// Succeeds on the issuer's page, and comes back.
    private boolean passChallenge(URI attempt) throws InterruptedException {
        var shell = web.get(attempt).expect(200).body();
        if (!shell.contains("name=\"creq\"")) {
            return false;
        }
        var acs = URI.create(unescaped(attribute(shell, "<form", "action")));
        var issuer = web.post(acs, Map.of("creq", unescaped(attribute(shell, "name=\"creq\"", "value"))))
                .expect(200)
                .body();
        var choice = acs.resolve(unescaped(attribute(issuer, "<form", "action")));
        var back = web.post(choice, Map.of("outcome", "successful")).expect(200).body();
        var returned = web.post(URI.create(unescaped(attribute(back, "<form", "action"))), Map.of("result", "SUCCESS"));
        return returned.status() == 303;
    }

    /// The value of an attribute in the tag that holds `marker`.
    private static String attribute(String html, String marker, String name) {
        var tags = Pattern.compile("<[^>]*" + name + "=\"([^\"]*)\"[^>]*>").matcher(html);
        while (tags.find()) {
            if (tags.group().contains(marker)) {
                return tags.group(1);
            }
        }
        throw new UnexpectedAnswer("the page", 200, "no " + marker);
    }

    private static String unescaped(String html) {
        return html.replace("&amp;", "&")
                .replace("&#61;", "=")
                .replace("&#43;", "+")
                .replace("&#39;", "'");
    }
}
