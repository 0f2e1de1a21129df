package dev.sarraf.cli.prove;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.sarraf.http.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What the bank wrote down by itself, read from its own file as that grows.
final class BankRecord {
    private static final Set<String> MOVES_MONEY = Set.of("PAY", "REFUND", "VOID", "CAPTURE", "AUTHORIZE");

    private final Path file;
    private final Map<String, Map<String, JsonNode>> latest = new HashMap<>();
    private final Map<String, Set<String>> overturned = new HashMap<>();
    private long position;

    BankRecord(Path file) {
        this.file = file;
    }

    /// The movements of a merchant's money that the bank has carried out.
    synchronized Set<Movement> of(String merchant) {
        readOn();
        return latest.getOrDefault(merchant, Map.of()).values().stream()
                .filter(line -> line.path("result").asString("").equals("SUCCESS"))
                .map(BankRecord::movement)
                .collect(toUnmodifiableSet());
    }

    /// The transactions that the bank called failed before it learned better.
    synchronized Set<String> overturned(String merchant) {
        return Set.copyOf(overturned.getOrDefault(merchant, Set.of()));
    }

    private void readOn() {
        try (var reader = new RandomAccessFile(file.toFile(), "r")) {
            reader.seek(position);
            var bytes = new byte[Math.toIntExact(reader.length() - position)];
            reader.readFully(bytes);
            int whole = bytes.length;
            while (whole > 0 && bytes[whole - 1] != '\n') {
                whole--;
            }
            position += whole;
            new String(bytes, 0, whole, StandardCharsets.UTF_8)
                    .lines()
                    .map(Json::readOwn)
                    .forEach(this::note);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A transaction has one line for each thing that the bank learned of it; the last one counts.
    private void note(JsonNode line) {
        if (MOVES_MONEY.contains(line.path("kind").asString(""))) {
            var merchant = line.path("merchant").asString();
            var transaction = line.path("transaction").asString();
            var before = latest.computeIfAbsent(merchant, _ -> new LinkedHashMap<>())
                    .put(line.path("order").asString() + "/" + transaction, line);
            if (before != null && before.path("result").asString("").equals("FAILURE")) {
                overturned.computeIfAbsent(merchant, _ -> new HashSet<>()).add(transaction);
            }
        }
    }

    private static Movement movement(JsonNode line) {
        return new Movement(
                line.path("order").asString(),
                line.path("transaction").asString(),
                line.path("kind").asString(),
                plain(new BigDecimal(line.path("amount").asString())),
                line.path("currency").asString());
    }

    static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
