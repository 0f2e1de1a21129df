package dev.sarraf.processors.mpgs;

import dev.sarraf.processors.ProcessorAccount;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// One gateway over HTTP. A request is sent once and what comes back is handed on as it is.
///
/// Whatever the HTTP library would do of its own accord is switched off: repeating a PUT after a 503 or a lost
/// connection, following a redirect with credentials and card data, keeping cookies, unpacking compressed answers
/// beyond the limit, taking a proxy from the environment.
final class GatewayClient implements AutoCloseable {
    /// As many exchanges as one process can sensibly have with one bank at a time; one more waits, and is then not
    /// sent.
    private static final int CONNECTIONS = 64;

    /// A connection that has rested longer than this is closed rather than used, since the gateway may be closing it
    /// at the same moment: the answer to that request would be lost.
    private static final TimeValue LONGEST_REST = TimeValue.ofSeconds(15);

    /// One that has rested longer than this is looked at first, which costs a millisecond.
    private static final TimeValue TRUSTED_REST = TimeValue.ofMilliseconds(100);

    /// The library can log whole requests, card numbers included. Held here, since a logger that nobody holds forgets
    /// its level.
    private static final List<Logger> SILENCED = List.of(
            Logger.getLogger("org.apache.hc.client5.http.wire"),
            Logger.getLogger("org.apache.hc.client5.http.headers"));

    private final MpgsSettings settings;
    private final HttpHost host;
    private final CloseableHttpClient http;
    private final ScheduledThreadPoolExecutor deadlines;

    GatewayClient(MpgsSettings settings) {
        // With each client: whoever sets up logging afresh forgets the levels, too.
        SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
        this.settings = settings;
        this.host = HttpHost.create(settings.baseUrl());
        this.http = HttpClients.custom()
                .setConnectionManager(connections(settings))
                .setDefaultRequestConfig(requests(settings))
                .setKeepAliveStrategy((_, _) -> LONGEST_REST)
                .evictIdleConnections(LONGEST_REST)
                .setUserAgent("Sarraf")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState()
                .build();
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("gateway-deadlines").factory());
        this.deadlines.setRemoveOnCancelPolicy(true);
    }

    /// Sends the request and waits for the whole answer, at most until the deadline.
    ///
    /// @param body JSON; nothing where it is empty
    Reply exchange(String method, String path, ProcessorAccount account, byte[] body) {
        var request = new HttpUriRequestBase(method, settings.baseUrl().resolve(path));
        request.setHeader(HttpHeaders.AUTHORIZATION, credentials(account));
        request.setHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
        if (body.length > 0) {
            request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        }
        var deadline = deadlines.schedule(request::cancel, settings.deadline().toMillis(), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response = http.executeOpen(host, request, null)) {
            return read(request, response);
        } catch (IOException e) {
            // Only the kind of failure: a message of the library's can quote what was received.
            return new Reply.Lost(e.getClass().getSimpleName());
        } finally {
            deadline.cancel(false);
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        http.close(CloseMode.IMMEDIATE);
    }

    private Reply read(HttpUriRequestBase request, ClassicHttpResponse response) throws IOException {
        var entity = response.getEntity();
        if (entity == null) {
            return new Reply.Received(response.getCode(), "");
        }
        // The stream is not closed here: closing it would read the rest of an endless answer.
        var body = entity.getContent().readNBytes(settings.answerLimit() + 1);
        if (body.length > settings.answerLimit()) {
            request.cancel();
            return new Reply.Lost("an answer larger than " + settings.answerLimit() + " bytes");
        }
        // A decoder of its own reports what is not UTF-8, where a String would be patched up silently.
        var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        return new Reply.Received(response.getCode(), text.toString());
    }

    private static String credentials(ProcessorAccount account) {
        var pair = "merchant." + account.merchant() + ":" + account.password().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static PoolingHttpClientConnectionManager connections(MpgsSettings settings) {
        var connectTimeout = Timeout.of(settings.connectTimeout());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connectTimeout)
                        .setSocketTimeout(Timeout.of(settings.responseTimeout()))
                        .setValidateAfterInactivity(TRUSTED_REST)
                        .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connectTimeout).build())
                .build();
    }

    private static RequestConfig requests(MpgsSettings settings) {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(settings.connectTimeout()))
                .setResponseTimeout(Timeout.of(settings.responseTimeout()))
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setContentCompressionEnabled(false)
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
    }
}
