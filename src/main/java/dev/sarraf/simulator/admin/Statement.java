package dev.sarraf.simulator.admin;

import dev.sarraf.simulator.gateway.GatewayError;
import dev.sarraf.simulator.gateway.Merchant;
import dev.sarraf.simulator.gateway.Movement;
import dev.sarraf.simulator.gateway.Times;
import dev.sarraf.simulator.web.Answer;
import dev.sarraf.simulator.web.Request;
import java.io.BufferedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a bank sends its merchants: every movement of money of a period, a line of CSV (RFC 4180) each, oldest first.
final class Statement {
    private static final String HEADER = "time,order,transaction,type,amount,currency,result\r\n";

    private Statement() {}

    /// The period is from `from` on and before `to`, by the merchant's clock. Either may be left out.
    static Answer of(Merchant merchant, Request request) {
        var from = time(request, "from", Instant.MIN);
        var to = time(request, "to", Instant.MAX);
        merchant.orders().settleAllDue();
        return new Answer.Streamed("text/csv; charset=utf-8", out -> {
            // One write for each line would be one packet for each line.
            var buffer = new BufferedOutputStream(out);
            buffer.write(HEADER.getBytes(StandardCharsets.UTF_8));
            for (var movement : merchant.orders().movements(from, to)) {
                buffer.write(line(movement).getBytes(StandardCharsets.UTF_8));
            }
            buffer.flush();
        });
    }

    private static String line(Movement movement) {
        return Stream.of(
                        Times.text(movement.time()),
                        movement.order(),
                        movement.transaction(),
                        movement.type(),
                        movement.amount().toPlainString(),
                        movement.currency(),
                        movement.result())
                .map(Statement::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    /// Merchants choose the ids of their orders, commas and quotes included.
    private static String cell(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"') ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    /// `2026-11-01T12:00:00Z`, or a day, which begins at midnight UTC.
    private static Instant time(Request request, String name, Instant otherwise) {
        var text = request.query().getOrDefault(name, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return text.matches("\\d{4}-\\d{2}-\\d{2}")
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw GatewayError.invalid(name, "Value must be a time like 2026-11-01T12:00:00Z, or a day");
        }
    }
}
