import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether a webhook comes from Sarraf: its header {@code XPay-Signature: t=<seconds>,v1=<hex>} must hold an
 * HMAC-SHA-256 of the time, a full stop and the body, made with the secret of your endpoint within the last five minutes.
 *
 * <p>One file without dependencies, for Java 17 and newer: copy it into a package of yours. It is safe for use by many
 * threads.
 */
public final class WebhookVerifier {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** Far more than two secrets need; what has more is no header of ours. */
    private static final int LONGEST_HEADER = 1_000;

    private final byte[] secret;
    private final InstantSource clock;

    /** @param secret what creating the endpoint answered, {@code whsec_…}, as a whole */
    public WebhookVerifier(String secret) {
        this(secret, InstantSource.system());
    }

    /** As the other, with a clock that a test can move. */
    public WebhookVerifier(String secret, InstantSource clock) {
        if (secret == null || secret.isBlank()) {
            throw new IllegalArgumentException("there is no webhook secret");
        }
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /**
     * Returns where the webhook is genuine, and throws otherwise.
     *
     * @param body the bytes as they came: JSON that was parsed and written again has others
     * @param header the value of {@code XPay-Signature}, or null where there is none
     */
    public void verify(byte[] body, String header) throws Rejected {
        if (header == null || header.isBlank()) {
            throw new NoSignature();
        }
        String time = null;
        List<byte[]> signatures = new ArrayList<>();
        for (String field : header.length() > LONGEST_HEADER ? new String[0] : header.split(",")) {
            String trimmed = field.strip();
            if (time == null && trimmed.matches("t=[0-9]{1,12}")) {
                time = trimmed.substring(2);
            } else if (trimmed.matches("v1=[0-9a-f]{64}")) {
                signatures.add(HexFormat.of().parseHex(trimmed.substring(3)));
            }
        }
        if (time == null || signatures.isEmpty()) {
            throw new MalformedSignature();
        }
        byte[] expected = sign(time, body);
        boolean isSigned = false;
        // While a secret is being replaced there are two. All are compared, so that the time tells nothing.
        for (byte[] signature : signatures) {
            isSigned |= MessageDigest.isEqual(expected, signature);
        }
        if (!isSigned) {
            throw new WrongSignature();
        }
        long age = clock.instant().getEpochSecond() - Long.parseLong(time);
        if (Math.abs(age) > TOLERANCE.toSeconds()) {
            throw new OutsideTolerance(age);
        }
    }

    private byte[] sign(String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** Why a webhook is not to be believed. Answer it with status 400. */
    public abstract static sealed class Rejected extends Exception {
        private static final long serialVersionUID = 1;

        private Rejected(String message) {
            super(message);
        }
    }

    /** Whoever sent it did not even try. */
    public static final class NoSignature extends Rejected {
        private static final long serialVersionUID = 1;

        private NoSignature() {
            super("There is no XPay-Signature header.");
        }
    }

    /** The header is not of the form {@code t=…,v1=…}. */
    public static final class MalformedSignature extends Rejected {
        private static final long serialVersionUID = 1;

        private MalformedSignature() {
            super("The XPay-Signature header is not of the form t=<seconds>,v1=<64 hex digits>.");
        }
    }

    /** Another body, or another secret: somebody else's, another endpoint's, or the other mode's. */
    public static final class WrongSignature extends Rejected {
        private static final long serialVersionUID = 1;

        private WrongSignature() {
            super("No signature is of these bytes and this secret.");
        }
    }

    /** Signed by us, but not now: somebody repeats what they recorded, or a clock is wrong. */
    public static final class OutsideTolerance extends Rejected {
        private static final long serialVersionUID = 1;

        private OutsideTolerance(long seconds) {
            super("The signature was made " + seconds + " seconds ago, and may be 300 seconds off.");
        }
    }
}
