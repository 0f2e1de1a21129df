package dev.sarraf.simulator.record;

import dev.sarraf.simulator.web.Json;
import dev.sarraf.simulator.web.MalformedJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// How the record's lines are spelled.
///
/// `{"seq":7,` the fact's own members `,"answerLength":1234,"answer":{…}}` and a line feed. The answer comes last,
/// so its length tells where it begins.
final class JournalLines {
    private static final String ANSWER = "answer";

    static final byte[] TAIL = "}\n".getBytes(StandardCharsets.US_ASCII);

    private static final System.Logger LOG = System.getLogger(JournalLines.class.getName());

    private JournalLines() {}

    /// How much of a file holds whole lines.
    record Whole(long length, long lines) {}

    /// Everything between the line's number and its answer.
    static byte[] headOf(ObjectNode fact, int answerLength) {
        var json = Json.bytes(fact);
        var head = new ByteArrayOutputStream(json.length + 40);
        head.write(',');
        head.write(json, 1, json.length - 2);
        head.writeBytes((",\"answerLength\":" + answerLength + ",\"answer\":").getBytes(StandardCharsets.US_ASCII));
        return head.toByteArray();
    }

    /// Reads the lines of the first `limit` bytes, without their answers. A last line without its line feed was
    /// never answered for and does not count.
    static Whole read(Path path, long limit, BiConsumer<ObjectNode, Span> action) throws IOException {
        long offset = 0;
        long lines = 0;
        try (var in = new LineReader(Files.newInputStream(path))) {
            for (var line = in.next(); line.length > 0 && offset + line.length <= limit; line = in.next()) {
                if (line[line.length - 1] != '\n') {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "Dropped the last {0} bytes of {1}: a crash cut them off before they were answered for",
                            line.length,
                            path);
                    break;
                }
                var fact = parse(path, lines + 1, line);
                int answerLength = fact.path("answerLength").intValue(0);
                action.accept(fact, new Span(offset + line.length - TAIL.length - answerLength, answerLength));
                offset += line.length;
                lines++;
            }
        }
        return new Whole(offset, lines);
    }

    private static ObjectNode parse(Path path, long number, byte[] line) {
        try {
            return Json.parseOwnUntil(line, ANSWER);
        } catch (JacksonException | MalformedJson e) {
            throw new IllegalStateException("line " + number + " of the record " + path + " is damaged", e);
        }
    }
}
