package dev.sarraf.simulator.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The append-only record: one JSON object per line, on the disk before [#append] returns.
///
/// A line ends with the answer that was sent, so that the answer's bytes can be read back from where they lie
/// instead of being held in memory. Concurrent appends share a flush: whoever comes first writes for all that
/// wait. After a failed write nothing more is accepted, because nobody knows what is on the disk; the next start
/// finds out.
///
/// Plain files are used rather than channels: an interrupted thread closes a channel for everyone.
public final class Journal implements AutoCloseable {
    public static final String FILE = "record.jsonl";

    private final Path path;
    private final RandomAccessFile writer;
    private final RandomAccessFile reader;
    private final ReentrantLock queueLock = new ReentrantLock();
    private final ReentrantLock writeLock = new ReentrantLock();
    private final ReentrantLock readLock = new ReentrantLock();

    private ByteArrayOutputStream queue = new ByteArrayOutputStream();
    private long end;
    private long sequence;
    private volatile long durable;
    private volatile @Nullable IOException broken = new IOException("not recovered yet");

    private Journal(Path path, RandomAccessFile writer, RandomAccessFile reader) {
        this.path = path;
        this.writer = writer;
        this.reader = reader;
    }

    /// Opens the folder's record. [#recover] comes next.
    public static Journal open(RecordFolder folder) {
        return open(folder, FILE);
    }

    /// As [#open(RecordFolder)], where the record is in this file of the folder.
    public static Journal open(RecordFolder folder, String file) {
        var path = folder.file(file);
        try {
            RecordFolder.createPrivately(path).close();
            RecordFolder.syncFolderOf(path);
            return new Journal(
                    path, new RandomAccessFile(path.toFile(), "rw"), new RandomAccessFile(path.toFile(), "r"));
        } catch (IOException e) {
            throw new UncheckedIOException("the record " + path + " cannot be opened", e);
        }
    }

    /// Hands every fact to `replay` with the place of its answer, cuts off what a crash left half written, and
    /// makes the record ready for more. Called once, before anything else.
    ///
    /// @throws IllegalStateException if a whole line cannot be read
    public void recover(BiConsumer<ObjectNode, Span> replay) {
        try {
            var whole = JournalLines.read(path, Long.MAX_VALUE, replay);
            writer.setLength(whole.length());
            writer.seek(whole.length());
            writer.getFD().sync();
            end = whole.length();
            sequence = whole.lines();
            durable = whole.length();
            broken = null;
        } catch (IOException e) {
            throw new UncheckedIOException("the record " + path + " cannot be opened", e);
        }
    }

    /// Adds a fact and the answer that tells of it, and returns when both are on the disk.
    ///
    /// @param answer a JSON value in one line, kept byte for byte
    /// @throws UncheckedIOException if it cannot be made durable; it may or may not be found at the next start
    public Span append(ObjectNode fact, byte[] answer) {
        var head = JournalLines.headOf(fact, answer.length);
        Span span;
        long target;
        queueLock.lock();
        try {
            requireSound();
            var number = ("{\"seq\":" + ++sequence).getBytes(StandardCharsets.US_ASCII);
            span = new Span(end + number.length + head.length, answer.length);
            queue.writeBytes(number);
            queue.writeBytes(head);
            queue.writeBytes(answer);
            queue.writeBytes(JournalLines.TAIL);
            end = span.offset() + answer.length + JournalLines.TAIL.length;
            target = end;
        } finally {
            queueLock.unlock();
        }
        flush(target);
        return span;
    }

    private void flush(long target) {
        if (durable >= target) {
            return;
        }
        writeLock.lock();
        try {
            // Whoever held the lock before us has very likely written for us too.
            if (durable < target) {
                requireSound();
                var batch = drain();
                writer.write(batch);
                writer.getFD().sync();
                long written = durable + batch.length;
                durable = written;
            }
        } catch (IOException e) {
            broken = e;
            throw new UncheckedIOException("the record " + path + " cannot be written", e);
        } finally {
            writeLock.unlock();
        }
    }

    private byte[] drain() {
        queueLock.lock();
        try {
            var batch = queue.toByteArray();
            queue = new ByteArrayOutputStream();
            return batch;
        } finally {
            queueLock.unlock();
        }
    }

    /// The bytes of an answer, as they were sent.
    public byte[] read(Span span) {
        var bytes = new byte[span.length()];
        readLock.lock();
        try {
            reader.seek(span.offset());
            reader.readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("the record " + path + " cannot be read", e);
        } finally {
            readLock.unlock();
        }
    }

    /// Every durable fact, oldest first, as it was appended, with its number under `seq`.
    public void forEach(Consumer<ObjectNode> action) {
        try {
            JournalLines.read(path, durable, (fact, _) -> action.accept(fact));
        } catch (IOException e) {
            throw new UncheckedIOException("the record " + path + " cannot be read", e);
        }
    }

    /// Whether facts can still be added.
    public boolean sound() {
        return broken == null;
    }

    private void requireSound() {
        var cause = broken;
        if (cause != null) {
            throw new UncheckedIOException("the record " + path + " takes nothing more", cause);
        }
    }

    /// Waits for a write under way. Appends after this fail.
    @Override
    public void close() {
        writeLock.lock();
        try {
            broken = new IOException("closed");
            writer.close();
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writeLock.unlock();
        }
    }
}
