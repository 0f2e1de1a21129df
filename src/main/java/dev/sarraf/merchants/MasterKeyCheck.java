package dev.sarraf.merchants;

import dev.sarraf.db.Database;
import dev.sarraf.ids.MasterKey;
import java.security.MessageDigest;

/// Notices a master key that is not the one this database was written with, before it does harm.
public final class MasterKeyCheck {
    private MasterKeyCheck() {}

    /// Whether the key fits. A new database takes whatever key comes first.
    public static boolean fits(Database account, MasterKey key) {
        var hash = key.hash("check", "this installation");
        return account.inTransaction(tx -> {
            tx.update("""
                    INSERT INTO master_key_check (hash)
                    VALUES (:hash)
                        ON CONFLICT DO NOTHING
                    """).bind("hash", hash).execute();
            var stored = tx.query("SELECT hash FROM master_key_check")
                    .mapTo(byte[].class)
                    .one();
            return MessageDigest.isEqual(stored, hash);
        });
    }
}
