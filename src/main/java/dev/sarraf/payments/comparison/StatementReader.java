package dev.sarraf.payments.comparison;

import dev.sarraf.processors.BankMovement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a statement: CSV (RFC 4180) in UTF-8 with the columns of [#HEADER], a movement on each line.
///
/// The file comes from outside, so all of it has limits, and the first line that is not as it must be refuses
/// the whole file: half a statement would find differences that are none.
public final class StatementReader {
    public static final String HEADER = "time,order,transaction,type,amount,currency,result";

    /// Some hundred bytes are held of each line; a statement of more belongs in several files.
    private static final int MAX_LINES = 250_000;

    private static final int MAX_LINE = 1_000;
    private static final int MAX_ID = 100;
    private static final int COLUMNS = 7;
    private static final Set<String> RESULTS = Set.of("SUCCESS", "FAILURE", "PENDING", "UNKNOWN");

    private final BufferedReader reader;
    private final Statement statement = new Statement();
    private int line;

    /// A line that cannot be read.
    @SuppressWarnings("serial")
    public static final class Malformed extends Exception {
        private Malformed(int line, String why) {
            super("line " + line + ": " + why);
        }
    }

    private StatementReader(BufferedReader reader) {
        this.reader = reader;
    }

    /// Reads to the end, without closing the stream. Lines that move no money, such as authorizations, are left
    /// out.
    public static Statement read(InputStream in) throws IOException, Malformed {
        // A decoder of its own reports what is not UTF-8, where a charset alone would replace it silently.
        var text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
        return new StatementReader(new BufferedReader(text)).readAll();
    }

    private Statement readAll() throws IOException, Malformed {
        var header = next().orElseThrow(() -> wrong("the file is empty"));
        if (!header.replaceFirst("^\ufeff", "").equals(HEADER)) {
            throw wrong("the columns have to be " + HEADER);
        }
        for (var text = next(); text.isPresent(); text = next()) {
            if (line > MAX_LINES + 1) {
                throw wrong("a statement has at most %,d lines: split it by time".formatted(MAX_LINES));
            }
            movement(cells(text.get())).ifPresent(statement::add);
        }
        return statement;
    }

    /// The next line without its end; empty at the end of the file.
    private Optional<String> next() throws IOException, Malformed {
        line++;
        var text = new StringBuilder();
        try {
            int character = reader.read();
            if (character < 0) {
                return Optional.empty();
            }
            for (; character >= 0 && character != '\n'; character = reader.read()) {
                if (text.length() == MAX_LINE) {
                    throw wrong("it is longer than " + MAX_LINE + " characters");
                }
                text.append((char) character);
            }
        } catch (CharacterCodingException e) {
            throw wrong("it is not UTF-8");
        }
        int length = text.length();
        return Optional.of(
                length > 0 && text.charAt(length - 1) == '\r' ? text.substring(0, length - 1) : text.toString());
    }

    private Optional<BankMovement> movement(List<String> cells) throws Malformed {
        if (cells.size() != COLUMNS) {
            throw wrong("it has %d columns instead of %d".formatted(cells.size(), COLUMNS));
        }
        var type = matching("type", "[A-Z_]{1,40}", cells.get(3));
        var result = cells.get(6);
        if (!RESULTS.contains(result)) {
            throw wrong("result is none of SUCCESS, FAILURE, PENDING, UNKNOWN");
        }
        var movement = new BankMovement(
                id("order", cells.get(1)),
                id("transaction", cells.get(2)),
                BankMovement.directionOf(type).orElse(BankMovement.Direction.OTHER),
                type,
                new BigDecimal(matching("amount", "[0-9]{1,12}(\\.[0-9]{1,3})?", cells.get(4))),
                matching("currency", "[A-Z]{3}", cells.get(5)),
                BankMovement.resultOf(result),
                Optional.empty(),
                Optional.of(time(cells.get(0))));
        return BankMovement.directionOf(type).map(_ -> movement);
    }

    private Instant time(String text) throws Malformed {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong("time is not written like 2026-11-01T12:00:00Z");
        }
    }

    private String id(String column, String text) throws Malformed {
        if (text.isEmpty() || text.length() > MAX_ID || text.chars().anyMatch(Character::isISOControl)) {
            throw wrong(column + " is not an id of 1 to " + MAX_ID + " characters");
        }
        return text;
    }

    private String matching(String column, String form, String text) throws Malformed {
        if (!text.matches(form)) {
            throw wrong(column + " is not what it should be");
        }
        return text;
    }

    /// The cells of a line; one in quotes may hold commas, and quotes twice.
    private List<String> cells(String text) throws Malformed {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        int at = 0;
        while (at <= text.length()) {
            cell.setLength(0);
            at = at < text.length() && text.charAt(at) == '"' ? quoted(text, at, cell) : plain(text, at, cell);
            cells.add(cell.toString());
            if (at < text.length() && text.charAt(at) != ',') {
                throw wrong("there is more behind a quoted column");
            }
            at++;
        }
        return cells;
    }

    /// Returns where the cell ends.
    private int plain(String text, int start, StringBuilder cell) throws Malformed {
        int comma = text.indexOf(',', start);
        int end = comma < 0 ? text.length() : comma;
        cell.append(text, start, end);
        if (cell.indexOf("\"") >= 0) {
            throw wrong("a quote stands in a column that does not begin with one");
        }
        return end;
    }

    /// Returns where the cell ends, behind its last quote.
    private int quoted(String text, int start, StringBuilder cell) throws Malformed {
        for (int at = start + 1; at < text.length(); at++) {
            if (text.charAt(at) != '"') {
                cell.append(text.charAt(at));
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                cell.append('"');
                at++;
            } else {
                return at + 1;
            }
        }
        throw wrong("a quote is not closed");
    }

    private Malformed wrong(String why) {
        return new Malformed(line, why);
    }
}
