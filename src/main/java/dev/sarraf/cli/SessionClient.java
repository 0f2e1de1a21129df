package dev.sarraf.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Creates sessions over one connection that is kept, and costs next to nothing itself: a whole HTTP client would take
/// more of the processors than the server that it measures.
final class SessionClient implements SessionsBench.Work {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final String CREATED = "HTTP/1.1 201 ";
    private static final String LENGTH = "content-length:";

    private static final String ORDER = """
            {"afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example/thanks"}},
             "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 149900,
                                                         "productData": {"name": "Canvas weekender"}}}]}
            """;

    private final Socket socket;
    private final InputStream in;
    private final byte[] request;

    SessionClient(TestAccount account) throws IOException {
        var api = account.api();
        this.socket = new Socket(api.getHost(), api.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.request = """
                POST /checkout/sessions HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(
                        api.getAuthority(),
                        account.secretKey().reveal(),
                        ORDER.getBytes(StandardCharsets.UTF_8).length,
                        ORDER)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void once() throws IOException {
        create();
    }

    /// The session as it is answered.
    ///
    /// @throws IllegalStateException if it is answered with another status than 201
    String create() throws IOException {
        socket.getOutputStream().write(request);
        var head = head();
        if (!head.startsWith(CREATED)) {
            throw new IllegalStateException(
                    "a session was answered with " + head.lines().findFirst().orElse(""));
        }
        int length = head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith(LENGTH))
                .mapToInt(
                        line -> Integer.parseInt(line.substring(LENGTH.length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("an answer has no Content-Length"));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// All up to the empty line.
    private String head() throws IOException {
        var head = new ByteArrayOutputStream();
        for (int newlines = 0; newlines < 2; ) {
            int next = in.read();
            if (next < 0 || head.size() > LONGEST_HEAD) {
                throw new EOFException("the server has closed the connection");
            }
            head.write(next);
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        }
        return head.toString(StandardCharsets.US_ASCII);
    }
}
