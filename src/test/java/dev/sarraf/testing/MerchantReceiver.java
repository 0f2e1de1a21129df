package dev.sarraf.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A receiver that somebody else wrote, and what can be sent to it by those who know its secret and those who do not.
public final class MerchantReceiver {
    private final URI base;
    private final String secret;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    public MerchantReceiver(URI base, String secret) {
        this.base = base;
        this.secret = secret;
    }

    /// Posts a body with this signature and returns the status of the answer.
    public int post(String body, String signature) {
        var request = request("/webhooks")
                .header("Content-Type", "application/json")
                .header("XPay-Signature", signature)
                .POST(BodyPublishers.ofString(body));
        try {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// What the page that a customer comes back to says.
    public String orderPage(String session) {
        try {
            return client.send(request("/order/" + session).GET().build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A good signature of this body, made now.
    public String signature(String body) {
        return signature(body, 0);
    }

    /// A signature of this body that says it was made so many seconds from now.
    public String signature(String body, long secondsFromNow) {
        long time = Instant.now().getEpochSecond() + secondsFromNow;
        return "t=" + time + ",v1=" + sign(secret, time, body);
    }

    public String signatureOfAnotherSecret(String body) {
        long time = Instant.now().getEpochSecond();
        return "t=" + time + ",v1=" + sign("whsec_another", time, body);
    }

    /// As it looks while a secret is being replaced, ours being the one that goes.
    public String signatureOfTwoSecrets(String body) {
        long time = Instant.now().getEpochSecond();
        return "t=" + time + ",v1=" + sign("whsec_another", time, body) + ",v1=" + sign(secret, time, body);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private static String sign(String secret, long time, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
