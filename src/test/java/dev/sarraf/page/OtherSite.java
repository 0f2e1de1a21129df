package dev.sarraf.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// What is not ours: an issuer's challenge page and a merchant's pages, on `127.0.0.1` where ours are on `localhost`.
final class OtherSite implements AutoCloseable {
    private final HttpServer server;

    /// Where the button of the challenge page posts the browser to.
    volatile String returnTo = "about:blank";

    OtherSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/challenge",
                exchange -> answer(exchange, """
                        <!doctype html><html lang="en"><title>Issuer</title><body>
                        <p>%s %s, referred by %s</p>
                        <form method="post" action="%s"><input type="hidden" name="cres" value="x">
                        <button>Confirm</button></form>
                        """.formatted(
                                exchange.getRequestMethod(),
                                new String(exchange.getRequestBody().readNBytes(1000), StandardCharsets.UTF_8),
                                exchange.getRequestHeaders().getFirst("Referer"),
                                returnTo)));
        server.createContext("/thanks", exchange -> answer(exchange, "<title>Shop</title>Thank you"));
        server.createContext("/cart", exchange -> answer(exchange, "<title>Shop</title>Your cart"));
        server.start();
    }

    URI challenge() {
        return at("/challenge");
    }

    URI thanks() {
        return at("/thanks");
    }

    URI cart() {
        return at("/cart");
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static void answer(HttpExchange exchange, String html) throws IOException {
        var page = html.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
