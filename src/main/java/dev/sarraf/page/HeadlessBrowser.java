package dev.sarraf.page;

import dev.sarraf.db.Database;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Goes through a test system's issuer page as a customer's browser would: sends the challenge request, presses a
/// button, and reads where the last form leads back to.
///
/// It knows forms and no scripts, follows no redirects, keeps no cookies, and reads and waits within limits.
final class HeadlessBrowser {
    /// For one page, from connecting to its last byte.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// The issuer's pages have a few kilobytes.
    private static final long MAX_PAGE = 256 * 1024;

    private static final Pattern FORM = Pattern.compile("<form\\b[^>]*\\baction=\"([^\"]*)\"");
    private static final Pattern ENTITY = Pattern.compile("&(?:#([0-9]{1,6})|amp|lt|gt|quot);");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /// The issuer's page did not lead back.
    @SuppressWarnings("serial")
    static final class Lost extends Exception {
        Lost(String message) {
            super(message);
        }
    }

    /// Ends the challenge, unless it has ended already, and returns the token of the address that the browser
    /// is sent back to. Goes nowhere else than to the issuer.
    ///
    /// @throws Lost where the issuer's pages are not reached, or are not those of a test system
    String goThrough(URI acsUrl, String creq, ChallengeEnd end) throws Lost {
        Database.requireNoTransaction("playing a customer before the issuer");
        var asked = formOf(acsUrl, post(acsUrl, "creq", creq));
        var back = IssuerReturn.token(asked);
        if (back.isPresent()) {
            return back.get();
        }
        if (!SameOrigin.origin(asked).equals(SameOrigin.origin(acsUrl))) {
            throw new Lost("the issuer's form leads elsewhere");
        }
        return IssuerReturn.token(formOf(asked, post(asked, "outcome", end.button())))
                .orElseThrow(() -> new Lost("the issuer's page does not lead back"));
    }

    /// Where the page's form goes.
    private static URI formOf(URI page, String html) throws Lost {
        var form = FORM.matcher(html);
        if (!form.find()) {
            throw new Lost("the issuer's page has no form");
        }
        try {
            var action = page.resolve(unescaped(form.group(1)));
            if (action.getHost() != null) {
                return action;
            }
        } catch (IllegalArgumentException _) {
            // Said below: an address that cannot be read leads nowhere.
        }
        throw new Lost("the issuer's form has no address");
    }

    private String post(URI url, String field, String value) throws Lost {
        var request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(BodyPublishers.ofString(field + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .build();
        var answer = answer(request);
        if (answer.statusCode() != 200) {
            throw new Lost("the issuer's page answers with " + answer.statusCode());
        }
        return answer.body();
    }

    /// The client's own time limit ends with the headers, so the whole exchange is waited for and broken off here.
    private HttpResponse<String> answer(HttpRequest request) throws Lost {
        var exchange = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_PAGE));
        try {
            return exchange.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new Lost("the issuer's page: " + failure.getClass().getSimpleName());
            }
            throw new IllegalStateException("the issuer's page could not be asked for", e.getCause());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new Lost("the issuer's page takes too long");
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new Lost("interrupted before the issuer's page came");
        }
    }

    private static String unescaped(String attribute) {
        return ENTITY.matcher(attribute).replaceAll(HeadlessBrowser::character);
    }

    private static String character(MatchResult entity) {
        var text = Optional.ofNullable(entity.group(1))
                .map(code -> Character.toString(Integer.parseInt(code)))
                .orElseGet(() -> switch (entity.group()) {
                    case "&amp;" -> "&";
                    case "&lt;" -> "<";
                    case "&gt;" -> ">";
                    default -> "\"";
                });
        return Matcher.quoteReplacement(text);
    }
}
