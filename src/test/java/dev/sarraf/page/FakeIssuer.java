package dev.sarraf.page;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// An issuer's challenge page on a site of its own (`127.0.0.1`, where the pages live on `localhost`). Its button posts
/// the browser back to us, as issuers do.
final class FakeIssuer implements AutoCloseable {
    private final HttpServer server;
    volatile String returnTo = "about:blank";

    FakeIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/challenge", exchange -> {
            var page = """
                    <!doctype html><html lang="en"><title>Issuer</title><body>
                    <p>%s %s</p>
                    <form method="post" action="%s"><input type="hidden" name="cres" value="x"><button>Submit</button></form>
                    """.formatted(
                            exchange.getRequestMethod(),
                            new String(exchange.getRequestBody().readNBytes(1000), StandardCharsets.UTF_8),
                            returnTo)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/challenge");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
