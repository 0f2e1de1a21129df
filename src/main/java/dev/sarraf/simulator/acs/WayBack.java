package dev.sarraf.simulator.acs;

import dev.sarraf.simulator.gateway.ChallengeCase;
import dev.sarraf.simulator.web.Json;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// What the browser carries to the merchant after a challenge: the result in clear, and again under the card session's
/// key. It passes through the payer's hands, so a merchant only takes it as a reason to ask.
final class WayBack {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private WayBack() {}

    /// The form's fields, in the order in which they are sent.
    static Map<String, String> fields(ChallengeCase ended) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("order.id", ended.order());
        fields.put("transaction.id", ended.transaction());
        fields.put("response.gatewayRecommendation", ended.status().recommendation());
        fields.put("result", ended.status().result());
        ended.sessionKey().ifPresent(key -> fields.putAll(encrypted(key, ended)));
        return fields;
    }

    private static Map<String, String> encrypted(byte[] key, ChallengeCase ended) {
        var content = Json.object().put("result", ended.status().result()).put("merchant", ended.merchant());
        content.putObject("order").put("id", ended.order());
        content.putObject("transaction")
                .put("id", ended.transaction())
                .put("authenticationStatus", ended.status().name());
        content.putObject("response")
                .put("gatewayCode", ended.status().gatewayCode())
                .put("gatewayRecommendation", ended.status().recommendation());

        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var sealed = encrypt(key, nonce, Json.bytes(content));
        int length = sealed.length - TAG_BYTES;
        var fields = new LinkedHashMap<String, String>();
        fields.put("encryptedData.ciphertext", base64(Arrays.copyOf(sealed, length)));
        fields.put("encryptedData.nonce", base64(nonce));
        fields.put("encryptedData.tag", base64(Arrays.copyOfRange(sealed, length, sealed.length)));
        return fields;
    }

    private static byte[] encrypt(byte[] key, byte[] nonce, byte[] content) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * 8, nonce));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: every Java has AES-GCM", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
