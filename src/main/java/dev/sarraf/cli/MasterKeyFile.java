package dev.sarraf.cli;

import dev.sarraf.db.CannotStart;
import dev.sarraf.ids.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/// The master key as it lies in the data folder: one line of base64, for its owner's eyes alone.
public final class MasterKeyFile {
    private MasterKeyFile() {}

    /// The key in the file, made now where there is none.
    public static MasterKey read(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            var permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.GROUP_READ)) {
                throw new CannotStart("The master key " + file + " can be read by others. Run: chmod 600 " + file);
            }
            return new MasterKey(
                    Base64.getDecoder().decode(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new CannotStart("The master key " + file + " cannot be read.", e);
        } catch (IllegalArgumentException e) {
            throw new CannotStart("The master key " + file + " is damaged.", e);
        }
    }

    /// Written beside and moved into place, so that no crash leaves half a key.
    private static void create(Path file) throws IOException {
        var draft = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "master",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, Base64.getEncoder().encodeToString(MasterKey.randomBytes()) + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
