package dev.sarraf.simulator.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One random key in a file of mode 0600, and the keys derived from it, each for one purpose.
public final class Keys {
    private static final int BYTES = 32;

    private final byte[] root;

    private Keys(byte[] root) {
        this.root = root;
    }

    /// Reads the folder's key, or makes it in a folder that has no record yet.
    ///
    /// @throws IllegalStateException if there is a record but not its whole key, without which repeats of
    ///     requests could not be recognised
    public static Keys of(RecordFolder folder) {
        var file = folder.file("key");
        try {
            if (Files.exists(file) && Files.size(file) == BYTES) {
                return new Keys(Files.readAllBytes(file));
            }
            if (Files.exists(folder.file(Journal.FILE))) {
                throw new IllegalStateException("the key file " + file
                        + " is missing or damaged; without it the record beside it cannot be used: restore it, or start"
                        + " with an empty folder");
            }
            var root = new byte[BYTES];
            new SecureRandom().nextBytes(root);
            try (var channel = RecordFolder.createPrivately(file)) {
                channel.write(ByteBuffer.wrap(root));
                channel.force(true);
            }
            RecordFolder.syncFolderOf(file);
            return new Keys(root);
        } catch (IOException e) {
            throw new UncheckedIOException("the key file " + file + " cannot be used", e);
        }
    }

    public Seal seal(String purpose) {
        return new Seal(new SecretKeySpec(derive(purpose), "AES"));
    }

    public Fingerprint fingerprint(String purpose) {
        return new Fingerprint(new SecretKeySpec(derive(purpose), "HmacSHA256"));
    }

    private byte[] derive(String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(root, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: every Java has HMAC-SHA-256", e);
        }
    }
}
