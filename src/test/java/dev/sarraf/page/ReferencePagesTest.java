package dev.sarraf.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The description of the API as a developer and a program find it.
class ReferencePagesTest {
    private static final Pattern LINK = Pattern.compile(" href=\"([^\"]+)\"");
    private static final Pattern ANCHOR = Pattern.compile(" id=\"([^\"]+)\"");

    private static PageServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new PageServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /// From one page to all that it leads to, and on from there.
    @Test
    void every_link_leads_to_something() {
        Map<String, String> pages = new HashMap<>();
        SequencedSet<String> open = new LinkedHashSet<>(Set.of("/docs"));
        Set<String> links = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            var path = open.removeFirst();
            var answer = server.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            pages.put(path, answer.body());
            LINK.matcher(answer.body())
                    .results()
                    .map(link -> link.group(1))
                    .map(link -> link.startsWith("#") ? path + link : link)
                    .forEach(links::add);
            links.stream()
                    .map(link -> link.replaceFirst("#.*", ""))
                    .filter(link -> link.startsWith("/docs") && !pages.containsKey(link))
                    .forEach(open::add);
        }

        assertThat(pages).hasSizeGreaterThan(10).containsKeys("/docs/api/sessions", "/docs/errors");
        assertThat(links).allSatisfy(link -> {
            var parts = link.split("#", 2);
            if (parts.length > 1) {
                assertThat(anchors(pages.getOrDefault(parts[0], ""))).contains(parts[1]);
            } else {
                assertThat(server.get(parts[0]).statusCode()).isEqualTo(200);
            }
        });
    }

    private static Set<String> anchors(String page) {
        return ANCHOR.matcher(page).results().map(anchor -> anchor.group(1)).collect(Collectors.toSet());
    }

    @Test
    void every_operation_stands_on_a_page_of_its_resource() {
        var document = JsonMapper.builder()
                .build()
                .readTree(server.get("/openapi.json").body());
        var index = server.get("/docs").body();

        document.path("paths")
                .forEach(path -> path.forEach(operation -> assertThat(index)
                        .contains("#" + operation.path("operationId").stringValue())));
        assertThat(document.path("openapi").stringValue()).isEqualTo("3.1.0");
    }

    @Test
    void whoever_has_the_document_is_not_sent_it_again() throws IOException, InterruptedException {
        var first = server.get("/openapi.json");
        var tag = first.headers().firstValue("etag").orElseThrow();

        var again = server.get("/openapi.json", "If-None-Match", tag);
        var other = server.get("/openapi.json", "If-None-Match", "\"other\"");

        assertThat(first.headers().firstValue("cache-control")).contains("no-cache");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("etag")).isPresent();
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void the_document_comes_compressed_to_whoever_can_read_that() throws IOException, InterruptedException {
        try (var browser = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.base.resolve("/openapi.json"))
                    .header("Accept-Encoding", "gzip")
                    .build();

            var answer = browser.send(request, BodyHandlers.ofByteArray());

            assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
            assertThat(answer.body().length).isLessThan(80 * 1024);
        }
    }

    @Test
    void a_page_that_does_not_exist_is_not_found() {
        assertThat(server.get("/docs/api/nothing").statusCode()).isEqualTo(404);
    }
}
