package dev.sarraf.images;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The tables `images` and `pictures`, and the only class that names them.
final class ImageStore {
    /// A picture that is to be fetched.
    record Asked(MerchantId merchant, ImageId id, String source) {}

    /// One that somebody has taken, to fetch it.
    ///
    /// @param fence tells who took it last
    /// @param tries how many there were before
    record Job(MerchantId merchant, ImageId id, String source, long fence, int tries) {}

    /// How it stands with an image.
    sealed interface Kept {
        /// It can be shown.
        record There(Picture picture) implements Kept {}

        /// It is to be fetched.
        ///
        /// @param last what came of the last try
        record Waiting(Optional<Trouble> last) implements Kept {}

        /// It could not be fetched, and will not be until it is asked for again.
        record Failed(Trouble trouble) implements Kept {}
    }

    /// How much a merchant has.
    record Amount(long pictures, long bytes) {}

    /// Writes down what is not known yet, and what failed long enough ago. Tells whether there was such.
    boolean ask(Tx tx, List<Asked> asked) {
        return tx.query("""
                WITH asked AS (
                    SELECT DISTINCT a.merchant_id, a.id, a.source
                      FROM unnest(CAST(:merchants AS text[]), CAST(:ids AS text[]), CAST(:sources AS text[]))
                        AS a (merchant_id, id, source)
                ), again AS (
                    SELECT i.merchant_id, i.id
                      FROM asked AS a
                      JOIN images AS i
                        ON i.merchant_id = a.merchant_id
                       AND i.id = a.id
                     WHERE i.state = 'FAILED'
                       AND i.due_at <= clock_timestamp()
                     ORDER BY i.merchant_id, i.id
                       FOR UPDATE OF i SKIP LOCKED
                ), revived AS (
                    UPDATE images AS i
                       SET state = 'WAITING',
                           tries = 0,
                           due_at = clock_timestamp()
                      FROM again
                     WHERE i.merchant_id = again.merchant_id
                       AND i.id = again.id
                    RETURNING i.id
                ), added AS (
                    INSERT INTO images (merchant_id, id, source, state, due_at)
                    SELECT a.merchant_id, a.id, a.source, 'WAITING', clock_timestamp()
                      FROM asked AS a
                     ORDER BY a.merchant_id, a.id
                        ON CONFLICT DO NOTHING
                    RETURNING id
                )
                SELECT EXISTS (SELECT FROM revived) OR EXISTS (SELECT FROM added)
                """)
                .bindArray(
                        "merchants",
                        String.class,
                        asked.stream().map(one -> one.merchant().text()).toList())
                .bindArray(
                        "ids",
                        String.class,
                        asked.stream().map(one -> one.id().text()).toList())
                .bindArray(
                        "sources",
                        String.class,
                        asked.stream().map(Asked::source).toList())
                .mapTo(Boolean.class)
                .one();
    }

    /// Takes up to `max` of what is due, of each merchant no more than may be under way, beginning after this merchant.
    /// What is not finished when the lease ends can be taken again.
    List<Job> take(Tx tx, String after, int perMerchant, int max, Duration lease) {
        return tx.query("""
                WITH RECURSIVE merchant (id) AS (
                    (SELECT i.merchant_id
                       FROM images AS i
                      WHERE i.state = 'WAITING'
                        AND i.merchant_id > :after
                      ORDER BY i.merchant_id
                      LIMIT 1)
                    UNION ALL
                    SELECT next.merchant_id
                      FROM merchant
                     CROSS JOIN LATERAL (
                           SELECT i.merchant_id
                             FROM images AS i
                            WHERE i.state = 'WAITING'
                              AND i.merchant_id > merchant.id
                            ORDER BY i.merchant_id
                            LIMIT 1) AS next
                ), due AS (
                    SELECT oldest.merchant_id, oldest.id
                      FROM merchant
                     CROSS JOIN LATERAL (
                           SELECT i.merchant_id, i.id
                             FROM images AS i
                            WHERE i.merchant_id = merchant.id
                              AND i.state = 'WAITING'
                              AND i.due_at <= clock_timestamp()
                              AND (i.locked_until IS NULL OR i.locked_until <= clock_timestamp())
                            ORDER BY i.due_at
                            LIMIT (SELECT greatest(0, :perMerchant - count(*))
                                     FROM images AS f
                                    WHERE f.merchant_id = merchant.id
                                      AND f.locked_until > clock_timestamp())
                              FOR UPDATE SKIP LOCKED) AS oldest
                     LIMIT :max
                )
                UPDATE images AS i
                   SET locked_until = clock_timestamp() + :lease,
                       fence = i.fence + 1
                  FROM due
                 WHERE i.merchant_id = due.merchant_id
                   AND i.id = due.id
                RETURNING i.merchant_id, i.id, i.source, i.fence, i.tries
                """)
                .bind("after", after)
                .bind("perMerchant", perMerchant)
                .bind("max", max)
                .bind("lease", lease)
                .map((row, _) -> new Job(
                        new MerchantId(row.getString("merchant_id")),
                        new ImageId(row.getString("id")),
                        row.getString("source"),
                        row.getLong("fence"),
                        row.getInt("tries")))
                .list();
    }

    /// Keeps the picture, once for all images of the merchant that show the same. False, with the image as it was,
    /// where somebody else has taken it since.
    boolean keep(Tx tx, Job job, Picture picture) {
        tx.update("""
                INSERT INTO pictures (merchant_id, hash, format, width, height, content)
                VALUES (:merchant, :hash, :format, :width, :height, :content)
                    ON CONFLICT DO NOTHING
                """)
                .bind("merchant", job.merchant().text())
                .bind("hash", picture.hash())
                .bind("format", picture.format().name())
                .bind("width", picture.width())
                .bind("height", picture.height())
                .bind("content", picture.content())
                .execute();
        return tx.update("""
                UPDATE images
                   SET state = 'STORED',
                       tries = tries + 1,
                       picture = :hash,
                       trouble = NULL,
                       locked_until = NULL
                 WHERE merchant_id = :merchant
                   AND id = :id
                   AND fence = :fence
                   AND state = 'WAITING'
                """)
                        .bind("hash", picture.hash())
                        .bind("merchant", job.merchant().text())
                        .bind("id", job.id().text())
                        .bind("fence", job.fence())
                        .execute()
                == 1;
    }

    /// Writes down that a try came to nothing. What failed for good may be asked for again after the wait, what did not
    /// is due by itself. False, with nothing written, where somebody else has taken it since.
    boolean fail(Tx tx, Job job, Trouble trouble, boolean forGood, Duration wait) {
        return tx.update("""
                UPDATE images
                   SET state = CASE WHEN :forGood THEN 'FAILED' ELSE 'WAITING' END,
                       tries = tries + 1,
                       trouble = :trouble,
                       due_at = clock_timestamp() + :wait,
                       locked_until = NULL
                 WHERE merchant_id = :merchant
                   AND id = :id
                   AND fence = :fence
                   AND state = 'WAITING'
                """)
                        .bind("forGood", forGood)
                        .bind("trouble", trouble.name().toLowerCase(Locale.ROOT))
                        .bind("wait", wait)
                        .bind("merchant", job.merchant().text())
                        .bind("id", job.id().text())
                        .bind("fence", job.fence())
                        .execute()
                == 1;
    }

    Amount amount(Tx tx, MerchantId merchant) {
        return tx.query("""
                SELECT count(*) AS pictures, coalesce(sum(octet_length(content)), 0) AS bytes
                  FROM pictures
                 WHERE merchant_id = :merchant
                """)
                .bind("merchant", merchant.text())
                .map((row, _) -> new Amount(row.getLong("pictures"), row.getLong("bytes")))
                .one();
    }

    /// Those of these images of which there is a picture.
    Set<ImageId> findStored(Tx tx, MerchantId merchant, List<ImageId> ids) {
        return tx
                .query("""
                SELECT id
                  FROM images
                 WHERE merchant_id = :merchant
                   AND id = ANY (:ids)
                   AND state = 'STORED'
                """)
                .bind("merchant", merchant.text())
                .bindArray("ids", String.class, ids.stream().map(ImageId::text).toList())
                .mapTo(String.class)
                .list()
                .stream()
                .map(ImageId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A look-up without a merchant: a browser knows the image's id alone.
    Optional<Kept> find(Tx tx, ImageId id) {
        return tx.query("""
                SELECT i.state, i.trouble, p.format, p.width, p.height, p.content
                  FROM images AS i
                  LEFT JOIN pictures AS p
                    ON p.merchant_id = i.merchant_id
                   AND p.hash = i.picture
                 WHERE i.id = :id
                """).bind("id", id.text()).map((row, _) -> kept(row)).findOne();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        var trouble = Optional.ofNullable(row.getString("trouble"))
                .map(text -> Trouble.valueOf(text.toUpperCase(Locale.ROOT)));
        return switch (row.getString("state")) {
            case "STORED" ->
                new Kept.There(new Picture(
                        Format.valueOf(row.getString("format")),
                        row.getInt("width"),
                        row.getInt("height"),
                        row.getBytes("content")));
            case "FAILED" -> new Kept.Failed(trouble.orElse(Trouble.INTERNAL));
            default -> new Kept.Waiting(trouble);
        };
    }
}
