package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.record.RecordFolder;
import dev.sarraf.simulator.record.Seal;
import dev.sarraf.simulator.web.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// Card sessions on the disk, where they outlive the process but can be read by nobody without the key.
///
/// A line holds a session's id and its sealed contents; the last line of an id counts. Lines go to one file per five
/// minutes, and a file is deleted as a whole once everything in it must have lapsed, so that no card outlives its
/// session by much. A killed process loses nothing; lines are not forced to the disk, because a session lost with the
/// machine only makes the payer type the card again.
public final class SealedSessions implements AutoCloseable {
    private static final String PREFIX = "sessions-";
    private static final String SUFFIX = ".jsonl";
    private static final Duration SLOT = Duration.ofMinutes(5);

    private final Path folder;
    private final Seal seal;
    private final InstantSource realTime;
    private long openSlot = -1;
    private RandomAccessFile open;

    public SealedSessions(RecordFolder folder, Seal seal, InstantSource realTime) {
        this.folder = folder.file("");
        this.seal = seal;
        this.realTime = realTime;
        this.open = openFor(slot());
    }

    /// Hands out the contents of every line that can still be opened, oldest first.
    synchronized void load(Consumer<ObjectNode> action) {
        for (var file : files()) {
            try (var lines = Files.lines(file)) {
                lines.forEach(line -> read(line, action));
            } catch (IOException e) {
                throw new UncheckedIOException("the card sessions in " + file + " cannot be read", e);
            }
        }
    }

    private void read(String line, Consumer<ObjectNode> action) {
        try {
            var outer = Json.parseOwn(line.getBytes(StandardCharsets.UTF_8));
            var sealed = Base64.getDecoder().decode(outer.path("sealed").stringValue(""));
            seal.open(outer.path("id").stringValue(""), sealed)
                    .map(Json::parseOwn)
                    .ifPresent(action);
        } catch (JacksonException | IllegalArgumentException | ClassCastException e) {
            // A line that a crash cut short. Its request was never answered.
        }
    }

    synchronized void append(String id, ObjectNode plain) {
        var sealed = Base64.getEncoder().encodeToString(seal.close(id, Json.bytes(plain)));
        var line = Json.bytes(Json.object().put("id", id).put("sealed", sealed));
        try {
            if (slot() != openSlot) {
                open.close();
                open = openFor(slot());
            }
            open.write((new String(line, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a card session cannot be kept", e);
        }
    }

    /// Deletes the files in which no session can be alive: a clock only ever makes sessions lapse sooner.
    synchronized void deleteOld() {
        long oldest = slot() - CardSession.LIFE.dividedBy(SLOT) - 1;
        for (var file : files()) {
            if (slotOf(file) < oldest) {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException("lapsed card sessions cannot be deleted", e);
                }
            }
        }
    }

    private RandomAccessFile openFor(long slot) {
        var path = folder.resolve(PREFIX + slot + SUFFIX);
        try {
            RecordFolder.makePrivate(path);
            var file = new RandomAccessFile(path.toFile(), "rw");
            file.seek(file.length());
            // Keeps what follows apart from a line that a crash cut short.
            if (file.length() > 0) {
                file.write('\n');
            }
            openSlot = slot;
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("card sessions cannot be kept in " + path, e);
        }
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches(PREFIX + "[0-9]{1,15}" + SUFFIX))
                    .sorted(Comparator.comparingLong(SealedSessions::slotOf))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long slotOf(Path file) {
        var name = file.getFileName().toString();
        return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
    }

    private long slot() {
        return realTime.instant().getEpochSecond() / SLOT.toSeconds();
    }

    @Override
    public synchronized void close() {
        try {
            open.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
