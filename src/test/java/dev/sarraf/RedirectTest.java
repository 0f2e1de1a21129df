package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.http.Json;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Shop;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Where browsers are sent: by nobody but the merchant's server, and nowhere but to plain web addresses.
class RedirectTest {
    /// What has led browsers astray elsewhere. None of it is an address that a merchant could mean.
    private static final List<String> BYPASSES = Stream.of(
                    List.of(
                            "//evil.example",
                            "///evil.example",
                            "////evil.example",
                            "/\\evil.example",
                            "\\/evil.example",
                            "\\\\evil.example",
                            "/\t/evil.example",
                            "/evil.example",
                            "evil.example",
                            "evil.example:443",
                            "./evil",
                            "../evil",
                            "?next=//evil.example",
                            "#evil",
                            "",
                            " ",
                            "https:",
                            "https:/",
                            "https://",
                            "https:///",
                            "https:///evil.example",
                            "https:/evil.example",
                            "https:evil.example",
                            "https:\\\\evil.example",
                            "https:/\\evil.example",
                            "https:\\/evil.example",
                            "https://\\evil.example",
                            "https://?",
                            "https://#",
                            "https://:443",
                            "https://:443/path",
                            "https://@evil.example",
                            "https://shop.example@evil.example",
                            "https://shop.example:pass@evil.example",
                            "https://shop.example%40evil.example@evil.example",
                            "https://user@shop.example/",
                            "https://user:@shop.example/",
                            "https://shop.example\\@evil.example",
                            "https://evil.example\\.shop.example",
                            "https://shop.example\t.evil.example",
                            "https://shop.example\n.evil.example",
                            "https://shop.example\r\nLocation: https://evil.example",
                            "https://shop.example/\r\nSet-Cookie: a=b",
                            "https://shop.example/\u0000",
                            "https://shop.example/\u007f",
                            "https://shop.example/\u0001x",
                            " https://shop.example/",
                            "https://shop.example/ ",
                            "https://shop.example/a b",
                            "\thttps://shop.example/",
                            "ht\ntps://shop.example/",
                            "https://shop example/",
                            "https://[evil.example]/",
                            "https://[::1",
                            "https://[::1]evil.example/",
                            "https://shop.example:port/",
                            "https://shop.example:-1/",
                            "https://shop.example:99999999999/",
                            "https://shop.example/%zz",
                            "https://shop.example/%",
                            "https://shop.example/<script>",
                            "https://shop.example/\"onload=x",
                            "https://shop.example/{evil}",
                            "https://shop.example/|x",
                            "https://shop.example/^x",
                            "https://shop.example/`x`",
                            "https://{CHECKOUT_SESSION_ID}/",
                            "https://{CHECKOUT_SESSION_ID}.evil.example/",
                            "https://evil.example{CHECKOUT_SESSION_ID}/",
                            "https://shop.example:{CHECKOUT_SESSION_ID}/",
                            "{CHECKOUT_SESSION_ID}",
                            "{CHECKOUT_SESSION_ID}://evil.example",
                            "https://ev\u0131l.example\uff0fpath",
                            "https://shop.example\uff0eevil.example/",
                            "https://shop\u3002example/",
                            "https://\u2100evil.example/",
                            "\uff0f\uff0fevil.example",
                            "https\uff1a//evil.example",
                            "h\u0000ttps://shop.example/"),
                    Stream.of(
                                    "javascript",
                                    "JavaScript",
                                    "java\tscript",
                                    "java\nscript",
                                    "java\u0000script",
                                    "\u0001javascript",
                                    "vbscript",
                                    "data",
                                    "blob",
                                    "file",
                                    "ftp",
                                    "about",
                                    "view-source",
                                    "intent",
                                    "mailto",
                                    "tel",
                                    "sms",
                                    "ws",
                                    "wss",
                                    "chrome",
                                    "jar",
                                    "gopher",
                                    "urn",
                                    "httpss",
                                    "xhttps",
                                    "http ")
                            .flatMap(scheme -> Stream.of(scheme + ":alert(1)", scheme + "://evil.example/%0aalert(1)"))
                            .toList())
            .flatMap(List::stream)
            .toList();

    private static TestApp app;
    private static Shop shop;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void no_bypass_is_taken_for_an_address_in_any_field() {
        assertThat(BYPASSES).hasSizeGreaterThanOrEqualTo(100).doesNotHaveDuplicates();
        long before = app.count("test.checkout_sessions");
        for (var url : BYPASSES) {
            for (var field : List.of("redirect", "returnUrl", "cancelUrl")) {
                var answer = shop.post("/checkout/sessions", body(field, url));

                assertThat(answer.status()).as(field + " " + url).isEqualTo(400);
                assertThat(answer.json().at("/error/param").asString())
                        .as(field + " " + url)
                        .contains(field.equals("redirect") ? "url" : field);
            }
        }
        assertThat(app.count("test.checkout_sessions")).isEqualTo(before);
    }

    @Test
    void nothing_that_a_browser_sends_decides_where_it_goes() {
        var session = shop.createSession();
        var page = session.get("url").stringValue();
        for (var url : List.of("//evil.example", "https://evil.example", "javascript:alert(1)")) {
            var query = "?lang=ar&next=" + url + "&redirect=" + url + "&returnUrl=" + url;
            var answer = customer.send(HttpRequest.newBuilder(URI.create(page + "/quantity" + query))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Referer", "https://evil.example/")
                    .header("X-Forwarded-Host", "evil.example")
                    .header("Forwarded", "host=evil.example")
                    .POST(BodyPublishers.ofString("line=x&next=" + url)));

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("location").orElseThrow()).startsWith("/c/" + id(page));
            assertThat(customer.text(
                            HttpRequest.newBuilder(URI.create(page + query)).GET()))
                    .doesNotContain("evil.example");
        }
    }

    @Test
    void forms_of_other_sites_are_not_taken() {
        var session = shop.createSession();
        var page = customer.open(session);
        for (var header : List.of(
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: none",
                "Origin: https://evil.example",
                "Origin: null")) {
            var parts = header.split(": ", 2);
            var answer =
                    customer.send(customer.payment(page, Customer.FRICTIONLESS).header(parts[0], parts[1]));

            assertThat(answer.statusCode()).as(header).isEqualTo(403);
            for (var form : List.of("/complete", "/quantity", "/amount", "/code")) {
                assertThat(customer.send(HttpRequest.newBuilder(URI.create(page.url() + form))
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .header(parts[0], parts[1])
                                        .POST(BodyPublishers.ofString("code=SUMMER")))
                                .statusCode())
                        .as(form + " " + header)
                        .isEqualTo(403);
            }
        }
        assertThat(shop.session(session.get("id").stringValue())
                        .get("paymentStatus")
                        .stringValue())
                .isEqualTo("unpaid");
        assertThat(app.count("test.payment_attempts")).isZero();
    }

    private static String body(String field, String url) {
        var json = Json.object();
        json.put("cancelUrl", field.equals("cancelUrl") ? url : "https://shop.example/cart");
        var after = json.putObject("afterCompletion");
        if (field.equals("returnUrl")) {
            after.put("type", "hosted_confirmation");
            after.putObject("hostedConfirmation").put("returnUrl", url);
        } else {
            after.put("type", "redirect");
            after.putObject("redirect").put("url", field.equals("redirect") ? url : "https://shop.example/");
        }
        return Json.write(json);
    }

    private static String id(String page) {
        return page.substring(page.lastIndexOf('/') + 1);
    }
}
