package dev.sarraf.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadlessBrowserTest {
    private static final String TOKEN = "abcdefghijklmnopqrstuvwxyz012345";
    private static final String BACK =
            "<form method=\"post\" action=\"http://localhost:8080/3ds/return/" + TOKEN + "\">";

    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer issuer;
    private URI acs;

    @BeforeEach
    void start() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        issuer.start();
        acs = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/acs/challenge");
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    @Test
    void it_sends_the_request_presses_the_button_and_finds_the_way_back() throws HeadlessBrowser.Lost {
        answers("/acs/challenge", 200, "<form class=\"x\" action=\"challenge&#47;end?a=1&amp;b=2\" method=\"post\">");
        answers("/acs/challenge/end", 200, BACK);

        var token = new HeadlessBrowser().goThrough(acs, "eyJ+/=", ChallengeEnd.CANCELLED);

        assertThat(token).isEqualTo(TOKEN);
        assertThat(received)
                .containsExactly(
                        "POST /acs/challenge creq=eyJ%2B%2F%3D", "POST /acs/challenge/end?a=1&b=2 outcome=cancelled");
    }

    @Test
    void a_challenge_that_has_ended_leads_back_at_once() throws HeadlessBrowser.Lost {
        answers("/acs/challenge", 200, BACK);

        assertThat(new HeadlessBrowser().goThrough(acs, "creq", ChallengeEnd.FAILED))
                .isEqualTo(TOKEN);
        assertThat(received).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no form",
                "<form method=\"post\">",
                "<form action=\"http:// no address\">",
                "<form action=\"mailto:someone@example.com\">",
                "<form action=\"http://localhost:8080/3ds/return/short\">",
                "<form action=\"https://elsewhere.example/end\">"
            })
    void a_page_that_is_no_challenge_leads_nowhere(String page) {
        answers("/acs/challenge", 200, page);

        assertLost();
        assertThat(received).hasSize(1);
    }

    @Test
    void a_page_that_says_no_or_goes_on_for_ever_or_is_not_there_leads_nowhere() {
        answers("/acs/challenge", 500, BACK);
        assertLost();
        issuer.removeContext("/acs/challenge");
        answers("/acs/challenge", 200, "x".repeat(300_000) + BACK);
        assertLost();
        issuer.stop(0);
        assertLost();
    }

    private void assertLost() {
        assertThatThrownBy(() -> new HeadlessBrowser().goThrough(acs, "creq", ChallengeEnd.SUCCESS))
                .isInstanceOf(HeadlessBrowser.Lost.class)
                .hasMessageContaining("issuer");
    }

    private void answers(String path, int status, String html) {
        issuer.createContext(path, exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            var bytes = html.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }
}
