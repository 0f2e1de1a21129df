package dev.sarraf.http;

import dev.sarraf.db.Tx;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Secret;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

/// The table `idempotency_keys`, and the only class that names it. Its times are real time.
final class IdempotencyStore {
    /// So many keys are purged by one statement.
    static final int BATCH = 1_000;

    /// So many batches are purged in a row, before others get a turn.
    static final int BATCHES = 100;

    private static final Duration KEPT = Duration.ofHours(24);

    /// A key that is in use, and for which request.
    record Kept(Fingerprint fingerprint, State state) {}

    sealed interface State {}

    record Answered(Response response) implements State {}

    /// `isAttended` where somebody is believed to be at work on the object.
    record Running(String object, boolean isAttended) implements State {}

    private final MasterKey masterKey;
    private final Duration attended;

    IdempotencyStore(MasterKey masterKey, Duration attended) {
        this.masterKey = masterKey;
        this.attended = attended;
    }

    /// Takes the key's lock until the transaction ends, or finds it taken. What is read afterwards is what the
    /// lock protects.
    boolean tryLock(Tx tx, IdempotencyKey key) {
        return tx.query("SELECT pg_try_advisory_xact_lock(:lock)")
                .bind("lock", key.lock())
                .mapTo(Boolean.class)
                .one();
    }

    /// Empty where the key is new, or so old that it counts as new.
    Optional<Kept> find(Tx tx, IdempotencyKey key) {
        return tx.query("""
                SELECT fingerprint, object_id, attended_until > clock_timestamp() AS attended, status, content_type,
                       answer
                  FROM idempotency_keys
                 WHERE merchant_id = :merchant
                   AND key = :key
                   AND created_at > clock_timestamp() - make_interval(secs => :kept)
                """)
                .bind("merchant", key.merchant().text())
                .bind("key", key.text())
                .bind("kept", KEPT.toSeconds())
                .map((row, context) -> new Kept(new Fingerprint(row.getBytes("fingerprint")), state(row, key)))
                .findOne();
    }

    /// Writes down a key with its answer, over one that is too old to count.
    void addAnswered(Tx tx, KeyedCall call, Response response) {
        int rows = bindAnswer(tx.update("""
                        INSERT INTO idempotency_keys AS k
                               (merchant_id, key, fingerprint, status, content_type, answer, created_at)
                        VALUES (:merchant, :key, :fingerprint, :status, :contentType, :answer, clock_timestamp())
                            ON CONFLICT (merchant_id, key) DO UPDATE
                           SET fingerprint = excluded.fingerprint, object_id = NULL, attended_until = NULL,
                               attendance = NULL, status = excluded.status, content_type = excluded.content_type,
                               answer = excluded.answer, created_at = excluded.created_at
                         WHERE k.created_at <= clock_timestamp() - make_interval(secs => :kept)
                        """), call, response)
                .bind("kept", KEPT.toSeconds())
                .execute();
        if (rows != 1) {
            throw new IllegalStateException("bug: an idempotency key has been used under its lock");
        }
    }

    /// Writes down a key whose request is being carried out, over one that is too old to count. Returns the number of
    /// this first attendance.
    int addRunning(Tx tx, KeyedCall call, String object) {
        return tx.query("""
                INSERT INTO idempotency_keys AS k
                       (merchant_id, key, fingerprint, object_id, attended_until, attendance, created_at)
                VALUES (:merchant, :key, :fingerprint, :object, clock_timestamp() + make_interval(secs => :attended), 1,
                        clock_timestamp())
                    ON CONFLICT (merchant_id, key) DO UPDATE
                   SET fingerprint = excluded.fingerprint, object_id = excluded.object_id,
                       attended_until = excluded.attended_until, attendance = excluded.attendance, status = NULL,
                       content_type = NULL, answer = NULL, created_at = excluded.created_at
                 WHERE k.created_at <= clock_timestamp() - make_interval(secs => :kept)
                RETURNING attendance
                """)
                .bind("merchant", call.key().merchant().text())
                .bind("key", call.key().text())
                .bind("fingerprint", call.fingerprint().bytes())
                .bind("object", object)
                .bind("attended", seconds(attended))
                .bind("kept", KEPT.toSeconds())
                .mapTo(Integer.class)
                .one();
    }

    /// Takes over a key that nobody attends to. The transaction holds its lock and has found it so.
    int attend(Tx tx, IdempotencyKey key) {
        return tx.query("""
                UPDATE idempotency_keys
                   SET attended_until = clock_timestamp() + make_interval(secs => :attended),
                       attendance = attendance + 1
                 WHERE merchant_id = :merchant
                   AND key = :key
                RETURNING attendance
                """)
                .bind("attended", seconds(attended))
                .bind("merchant", key.merchant().text())
                .bind("key", key.text())
                .mapTo(Integer.class)
                .one();
    }

    /// Lets the next call take over at once, unless one has done so already.
    int giveUp(Tx tx, IdempotencyKey key, int attendance) {
        return tx.update("""
                UPDATE idempotency_keys
                   SET attended_until = clock_timestamp()
                 WHERE merchant_id = :merchant
                   AND key = :key
                   AND attendance = :attendance
                   AND answer IS NULL
                """)
                .bind("merchant", key.merchant().text())
                .bind("key", key.text())
                .bind("attendance", attendance)
                .execute();
    }

    /// Answers a running key. False where it has an answer, or is not there any more.
    boolean answer(Tx tx, KeyedCall call, String object, Response response) {
        return bindAnswer(tx.update("""
                                UPDATE idempotency_keys
                                   SET status = :status,
                                       content_type = :contentType,
                                       answer = :answer
                                 WHERE merchant_id = :merchant
                                   AND key = :key
                                   AND fingerprint = :fingerprint
                                   AND object_id = :object
                                   AND answer IS NULL
                                """), call, response).bind("object", object).execute() == 1;
    }

    /// Deletes some of the keys that are too old to count. Those that are being used anew at the moment are passed
    /// over.
    int purge(Tx tx) {
        return tx.update("""
                WITH old AS (SELECT merchant_id, key
                               FROM idempotency_keys
                              WHERE created_at <= statement_timestamp() - make_interval(secs => :kept)
                              ORDER BY created_at
                              LIMIT :batch
                                FOR UPDATE SKIP LOCKED)
                DELETE FROM idempotency_keys AS k
                 USING old
                 WHERE k.merchant_id = old.merchant_id
                   AND k.key = old.key
                """)
                .bind("kept", KEPT.toSeconds())
                .bind("batch", BATCH)
                .execute();
    }

    private Update bindAnswer(Update update, KeyedCall call, Response response) {
        return update.bind("merchant", call.key().merchant().text())
                .bind("key", call.key().text())
                .bind("fingerprint", call.fingerprint().bytes())
                .bind("status", response.status())
                .bind("contentType", Optional.ofNullable(response.headers().get("Content-Type")))
                .bind("answer", seal(call.key(), response.body()));
    }

    private State state(ResultSet row, IdempotencyKey key) throws SQLException {
        var answer = Optional.ofNullable(row.getBytes("answer"));
        if (answer.isEmpty()) {
            return new Running(row.getString("object_id"), row.getBoolean("attended"));
        }
        return new Answered(Response.of(
                row.getInt("status"), Optional.ofNullable(row.getString("content_type")), open(key, answer.get())));
    }

    /// Answers of the API are text.
    private byte[] seal(IdempotencyKey key, byte[] body) {
        return masterKey.seal(key.place(), new Secret(new String(body, StandardCharsets.UTF_8)));
    }

    private byte[] open(IdempotencyKey key, byte[] sealed) {
        return masterKey.open(key.place(), sealed).reveal().getBytes(StandardCharsets.UTF_8);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
