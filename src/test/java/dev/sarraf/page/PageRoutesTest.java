package dev.sarraf.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.cards.TestCards;
import dev.sarraf.checkout.Storefront.Promotion;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.http.Access;
import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.Branding.Setting;
import dev.sarraf.payments.Progress;
import dev.sarraf.processors.PaymentErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PageRoutesTest {
    /// The whole page, its script, its style and its icon, as they are sent. A third of what is allowed, so
    /// that a cheap phone on a slow line has it in about a second.
    private static final int BUDGET = 20 * 1024;

    /// Two of them close the tag or attribute they stand in, where nothing escapes them.
    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' autofocus onfocus=alert(1) x='",
            "</title><svg onload=alert(1)>",
            "</bdi></p><iframe src=javascript:alert(1)>",
            "{{7*7}}${7*7}<%= 7*7 %>",
            "\u202emoc.live//:sptth\u2069\u2066",
            "\u0000\u0007<b>");

    private static PageServer server;
    private static FakeTill till;

    @BeforeAll
    static void start() throws IOException {
        server = new PageServer();
        till = server.till;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void every_route_answers_with_headers_that_guard_it() {
        var session = till.put(Storefronts.english());
        var attempt = till.attempt(new Progress.Confirming());
        var link = server.entrance.put(FakeEntrance.selling(Storefronts.english()));
        for (var route : server.routes) {
            var path = route.path()
                    .replace("/c/{id}", session)
                    .replace("/p/{id}", link)
                    .replace("{session}", session.substring(3))
                    .replace("{attempt}", attempt.text())
                    .replace("/dev/receiver/{token}", "/dev/receiver/" + "T".repeat(24))
                    .replace("{token}", "T".repeat(32))
                    .replace("{page}", "sessions")
                    .replace("{file}", asset("page.css").substring(8));
            var answer = server.send(server.request(path, "Content-Type", "application/x-www-form-urlencoded")
                    .method(
                            route.method(),
                            BodyPublishers.ofString(route.method().equals("POST") ? "a=b" : ""))
                    .build());

            assertThat(route.access()).isEqualTo(Access.PUBLIC);
            assertThat(answer.statusCode()).as(path).isLessThan(500);
            assertGuarded(path, answer);
        }
    }

    private static void assertGuarded(String path, HttpResponse<String> answer) {
        var policy = answer.headers().firstValue("content-security-policy").orElse("");
        assertThat(policy)
                .as(path)
                .contains("default-src 'none'", "base-uri 'none'", "frame-ancestors")
                .doesNotContain("unsafe", "*", "https:;", "data:");
        assertThat(answer.headers().firstValue("x-content-type-options"))
                .as(path)
                .contains("nosniff");
        assertThat(answer.headers().firstValue("x-frame-options")).as(path).isPresent();
        assertThat(answer.headers().firstValue("referrer-policy")).as(path).isPresent();
        assertThat(answer.headers().firstValue("cross-origin-opener-policy"))
                .as(path)
                .contains("same-origin");
        assertThat(answer.headers().firstValue("cache-control")).as(path).isPresent();
        assertThat(answer.headers().firstValue("set-cookie")).as(path).isEmpty();
        assertThat(answer.headers().firstValue("server")).as(path).isEmpty();
        if (answer.headers().firstValue("content-type").orElse("").startsWith("text/html")) {
            assertThat(policy).as(path).contains("script-src 'self'", "style-src 'self'", "form-action");
            assertThat(policy).as(path).contains("require-trusted-types-for 'script'");
            assertThat(answer.headers().firstValue("x-robots-tag")).as(path).contains("noindex");
            assertThat(answer.headers().firstValue("permissions-policy"))
                    .as(path)
                    .isPresent();
            assertThat(answer.body()).as(path).doesNotContain(" style=", "<style", " onclick", "javascript:");
            assertThat(answer.body()).as(path).doesNotContainPattern("<script(?! src=\"/assets/)");
        }
    }

    @Test
    void nothing_that_a_merchant_writes_becomes_markup() {
        var harmless = tagsOf(bodySelling("Words"));
        for (var hostile : HOSTILE) {
            var body = bodySelling(hostile);

            assertThat(tagsOf(body)).as(hostile).isEqualTo(harmless);
            assertThat(body.chars()).as(hostile).noneMatch(character -> character == 0x202e || character == 0x2069);
        }
    }

    private static String bodySelling(String words) {
        return server.get(till.put(Storefronts.english()
                        .selling(words, List.of(Storefronts.line(words, Optional.of(words), 2, 100)))))
                .body();
    }

    @Test
    void files_are_named_by_their_content_and_kept_for_ever() {
        for (var name : List.of("page.css", "page.js", "icon.svg")) {
            var answer = server.get(asset(name));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("cache-control").orElseThrow())
                    .isEqualTo("public, max-age=31536000, immutable");
            assertThat(unzipped(asset(name))).isEqualTo(answer.body());
        }
        assertThat(server.get("/assets/page-0000000000000000.css").statusCode()).isEqualTo(404);
        assertThat(server.get("/assets/..%2f..%2ftexts_en.properties").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_first_load_is_small() {
        var branding = new Branding(Map.of(Setting.PRIMARY, "#635bff", Setting.FONT_FAMILY, "Cairo"));
        var path = till.put(Storefronts.arabic().looking(branding).adjustable().taking(new Promotion.Box()));
        var page = new String(unzip(loaded(path)), StandardCharsets.UTF_8);
        var files = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();

        int bytes = loaded(path).length
                + files.stream().mapToInt(file -> loaded(file).length).sum();

        assertThat(files).hasSize(3);
        assertThat(bytes).isLessThan(BUDGET);
        assertThat(page).doesNotContainPattern("(src|href)=\"(https?:)?//").doesNotContain("@import", "url(");
    }

    @Test
    void a_page_comes_compressed_to_whoever_can_read_that() {
        var path = till.put(Storefronts.english());

        assertThat(server.get(path).headers().firstValue("content-encoding")).isEmpty();
        assertThat(server.get(path, "Accept-Encoding", "br, gzip;q=0").headers().firstValue("content-encoding"))
                .isEmpty();
        assertThat(server.get(path).headers().firstValue("vary")).contains("Accept-Encoding");
        assertThat(new String(unzip(loaded(path)), StandardCharsets.UTF_8)).contains("Canvas weekender");
    }

    @Test
    void every_error_code_is_explained_under_its_own_anchor() {
        var page = server.get("/docs/errors").body();

        for (var code : ErrorCode.values()) {
            assertThat(page).containsOnlyOnce("id=\"" + code.text() + "\"").contains(code.meaning());
        }
        for (var code : PaymentErrorCode.values()) {
            assertThat(page).containsOnlyOnce("id=\"" + code.text() + "\"").contains(code.remedy());
        }
    }

    @Test
    void every_test_card_is_listed() {
        var page = server.get("/docs/test-cards").body();

        for (var card : TestCards.all()) {
            assertThat(page).contains(card.number().reveal(), card.effect());
        }
    }

    @Test
    void the_root_tells_a_developer_what_this_is() {
        assertThat(server.get("/").body())
                .contains(server.base + "/checkout/sessions", "/docs/errors", "/docs/test-cards");
    }

    private static String asset(String name) {
        return new Assets().address(name);
    }

    private static String unzipped(String path) {
        return new String(unzip(loaded(path)), StandardCharsets.UTF_8);
    }

    /// The bytes that a browser loads.
    private static byte[] loaded(String path) {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    server.request(path, "Accept-Encoding", "gzip, deflate, br, zstd")
                            .build(),
                    BodyHandlers.ofByteArray());
            assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] unzip(byte[] bytes) {
        try {
            return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> tagsOf(String body) {
        var tags = new ArrayList<String>();
        Pattern.compile("<([a-z0-9]+)").matcher(body).results().forEach(match -> tags.add(match.group(1)));
        return tags;
    }
}
