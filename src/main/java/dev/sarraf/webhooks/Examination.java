package dev.sarraf.webhooks;

import dev.sarraf.http.Json;
import dev.sarraf.ids.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// What a webhook that arrived is held against, and what follows from it.
final class Examination {
    private static final long TOLERANCE = 300;

    /// A secret and whose it is.
    ///
    /// @param url the endpoint's
    record Key(Owner owner, String url, Secret secret) {}

    /// Whose a secret is, seen from the endpoint that the webhook arrived at.
    enum Owner {
        THIS_ENDPOINT,
        /// What this endpoint had before its secret was replaced.
        REPLACED,
        OTHER_ENDPOINT,
        OTHER_MODE
    }

    private final byte[] body;
    private final Optional<String> header;
    private final Instant now;
    private final Optional<byte[]> sent;
    private final List<Key> keys;

    /// @param body the bytes that came
    /// @param header the header that carries the signature, where it came
    /// @param now the real time
    /// @param sent what was sent for the event that the body names, where there is such an event
    /// @param keys the secrets that it may have been signed with
    Examination(byte[] body, Optional<String> header, Instant now, Optional<byte[]> sent, List<Key> keys) {
        this.body = body.clone();
        this.header = header;
        this.now = now;
        this.sent = sent;
        this.keys = List.copyOf(keys);
    }

    Diagnosis diagnosis() {
        if (header.filter(text -> !text.isBlank()).isEmpty()) {
            return new Diagnosis.NoHeader();
        }
        var signature = header.flatMap(SignatureHeader::parse);
        if (signature.isEmpty()) {
            return new Diagnosis.Malformed();
        }
        if (keys.isEmpty()) {
            return new Diagnosis.Unregistered();
        }
        return signer(signature.get(), body)
                .map(key -> signedBy(key, signature.get()))
                .or(() -> sent.filter(bytes -> signer(signature.get(), bytes).isPresent())
                        .map(this::altered))
                .orElseGet(
                        () -> sent.filter(bytes -> Arrays.equals(bytes, body)).isPresent()
                                ? new Diagnosis.UnknownSecret()
                                : new Diagnosis.Unknown());
    }

    private Optional<Key> signer(SignatureHeader signature, byte[] bytes) {
        return keys.stream()
                .filter(key -> signature.has(Signature.sign(key.secret(), signature.time(), bytes)))
                .findFirst();
    }

    private Diagnosis signedBy(Key key, SignatureHeader signature) {
        long age = now.getEpochSecond() - signature.time();
        return switch (key.owner()) {
            case THIS_ENDPOINT ->
                Math.abs(age) <= TOLERANCE ? new Diagnosis.Genuine() : new Diagnosis.OutsideTolerance(age);
            case REPLACED -> new Diagnosis.ReplacedSecret();
            case OTHER_ENDPOINT -> new Diagnosis.SecretOfAnother(key.url());
            case OTHER_MODE -> new Diagnosis.SecretOfOtherMode(key.url());
        };
    }

    /// What happened to the bytes on their way, where others were signed.
    private Diagnosis altered(byte[] original) {
        int same = Math.max(0, Arrays.mismatch(original, body));
        if (same == body.length) {
            return new Diagnosis.Truncated(body.length, original.length);
        }
        return isSameJson(original) ? new Diagnosis.Reserialized(same) : new Diagnosis.Changed(same);
    }

    private boolean isSameJson(byte[] original) {
        try {
            return Json.readOwn(text(original)).equals(Json.readOwn(text(body)));
        } catch (JacksonException e) {
            return false;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
