package dev.sarraf.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the simulated bank did, from its own record on disk: the other side's word on whether money moved.
public final class BankRecord {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;

    /// `recordDir` is the simulator's folder.
    public BankRecord(Path recordDir) {
        this.file = recordDir.resolve("record.jsonl");
    }

    /// The transactions of an order that took money.
    public List<String> captures(String order) {
        return lines().stream()
                .filter(line -> line.path("order").stringValue("").equals(order))
                .filter(line -> line.path("type").stringValue("").equals("PAYMENT"))
                .filter(line -> line.path("result").stringValue("").equals("SUCCESS"))
                .map(line -> line.get("transaction").stringValue())
                .distinct()
                .toList();
    }

    /// What was given back of an order, in minor units of a currency with two decimals: refunds and voided charges.
    public long refunded(String order) {
        return lines().stream()
                .filter(line -> line.path("order").stringValue("").equals(order))
                .filter(line -> List.of("REFUND", "VOID_PAYMENT")
                        .contains(line.path("type").stringValue("")))
                .filter(line -> line.path("result").stringValue("").equals("SUCCESS"))
                .mapToLong(line -> new BigDecimal(line.get("amount").stringValue())
                        .movePointRight(2)
                        .longValueExact())
                .sum();
    }

    /// How many requests to pay the bank has processed, whatever came of them.
    public long payments() {
        return lines().stream()
                .filter(line -> line.path("type").stringValue("").equals("PAYMENT"))
                .count();
    }

    private List<JsonNode> lines() {
        try {
            return Files.readAllLines(file).stream().map(MAPPER::readTree).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
