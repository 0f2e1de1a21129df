import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Receives Sarraf's webhooks and fulfils paid orders once: {@code java Receiver.java}.
 *
 * <p>Needs a JDK 22 or newer, WebhookVerifier.java beside it and nothing else. Environment: XPAY_WEBHOOK_SECRET, PORT (4242
 * where it is not set).
 */
public final class Receiver {
    private static final int LARGEST = 1024 * 1024; // Bytes: far more than any event has.
    private static final Set<String> FULFILLING =
            Set.of("checkout.session.completed", "checkout.session.async_payment_succeeded");

    private final WebhookVerifier verifier = new WebhookVerifier(System.getenv("XPAY_WEBHOOK_SECRET"));
    private final Set<String> seen = new HashSet<>(); // A shop keeps both of these in its database,
    private final Set<String> fulfilled = new HashSet<>(); // written in the transaction that fulfils.

    public static void main(String[] arguments) throws IOException {
        Receiver receiver = new Receiver();
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "4242"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", receiver::handle);
        server.start();
        System.out.println("Waiting for webhooks on http://localhost:" + server.getAddress().getPort() + "/webhooks");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                // The page that customers come back to reads the order; it proves nothing by itself.
                String path = exchange.getRequestURI().getPath();
                answer(exchange, 200, isFulfilled(path.substring(path.lastIndexOf('/') + 1)) ? "Paid." : "Waiting.");
                return;
            }
            // The bytes as they came: JSON that is parsed and written again has others.
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST);
            try {
                verifier.verify(body, exchange.getRequestHeaders().getFirst("XPay-Signature"));
            } catch (WebhookVerifier.Rejected e) {
                answer(exchange, 400, e.getMessage());
                return;
            }
            take(Json.read(new String(body, StandardCharsets.UTF_8)));
            answer(exchange, 200, "Thank you.");
        }
    }

    private synchronized void take(Map<?, ?> event) {
        String id = (String) event.get("id");
        if (seen.contains(id)) {
            System.out.println("Seen before: " + id);
            return;
        }
        if (FULFILLING.contains(event.get("type"))) {
            Map<?, ?> session = (Map<?, ?>) ((Map<?, ?>) event.get("data")).get("object");
            if ("paid".equals(session.get("paymentStatus")) && fulfilled.add((String) session.get("id"))) {
                System.out.println("Fulfilled " + session.get("id") + ": " + session.get("amountTotal") + " "
                        + session.get("currency") + " (minor units)");
            }
        }
        seen.add(id);
    }

    private synchronized boolean isFulfilled(String session) {
        return fulfilled.contains(session);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Reads an object. The JDK has no JSON: your shop has a library for this. */
    private static final class Json {
        private static final Pattern TOKEN =
                Pattern.compile("\\s*(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[\\[\\]{}:,]|[^\\s\\[\\]{}:,\"]+)");
        private final Matcher tokens;

        private Json(String text) {
            this.tokens = TOKEN.matcher(text);
        }

        static Map<?, ?> read(String text) {
            Json json = new Json(text);
            return (Map<?, ?>) json.value(json.next());
        }

        private String next() {
            if (!tokens.find()) {
                throw new IllegalArgumentException("the JSON ends too early");
            }
            return tokens.group(1);
        }

        /** Arrays become maps from their positions; numbers and words stay text. */
        private Object value(String token) {
            if (!token.equals("{") && !token.equals("[")) {
                return token.startsWith("\"") ? unescaped(token.substring(1, token.length() - 1)) : token;
            }
            Map<Object, Object> members = new LinkedHashMap<>();
            for (String part = next(); !part.equals("}") && !part.equals("]"); part = next()) {
                String first = part.equals(",") ? next() : part;
                Object name = token.equals("{") ? value(first) : members.size();
                if (token.equals("{")) {
                    next(); // The colon.
                }
                members.put(name, value(token.equals("{") ? next() : first));
            }
            return members;
        }

        private static String unescaped(String text) {
            return Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)", Pattern.DOTALL)
                    .matcher(text)
                    .replaceAll(escape -> Matcher.quoteReplacement(character(escape.group(1))));
        }

        private static String character(String escape) {
            return switch (escape.charAt(0)) {
                case 'u' -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
                case 'n' -> "\n";
                case 't' -> "\t";
                case 'r' -> "\r";
                case 'b' -> "\b";
                case 'f' -> "\f";
                default -> escape;
            };
        }
    }
}
