package dev.sarraf.cli;

import dev.sarraf.http.Json;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ObjectNode;

/// What a run has measured, for people and for machines.
///
/// @param loadBefore how busy the machine was when the run began
/// @param loadAfter and when it ended, its own work included
record BenchReport(String machine, double loadBefore, double loadAfter, List<Row> rows) {
    BenchReport {
        rows = List.copyOf(rows);
    }

    /// What a figure counts, and how many decimals of it mean anything.
    enum Unit {
        SECONDS("s", 2),
        MILLIS("ms", 0),
        TENTHS_OF_MILLIS("ms", 1),
        MEBIBYTES("MiB", 0),
        PER_SECOND("/s", 0),
        RATIO("", 2);

        private final String symbol;
        private final int decimals;

        Unit(String symbol, int decimals) {
            this.symbol = symbol;
            this.decimals = decimals;
        }

        String say(double value) {
            return String.format(Locale.ROOT, "%." + decimals + "f", value);
        }
    }

    /// @param key how a machine finds it
    /// @param limit what none of the values should exceed
    record Row(String key, String text, Unit unit, Figures figures, OptionalDouble limit) {
        Row(String key, String text, Unit unit, Figures figures) {
            this(key, text, unit, figures, OptionalDouble.empty());
        }

        Row(String key, String text, Unit unit, Figures figures, double limit) {
            this(key, text, unit, figures, OptionalDouble.of(limit));
        }

        /// The largest value counts: nobody is helped by a start that is fast enough half of the time.
        boolean isOver() {
            return limit.isPresent() && figures.max() > limit.getAsDouble();
        }

        private String text(int width) {
            var line = String.format(
                    Locale.ROOT,
                    "%-" + width + "s  %8s %-3s  %-16s",
                    text,
                    unit.say(figures.median()),
                    unit.symbol,
                    figures.values().size() == 1 ? "" : unit.say(figures.min()) + ".." + unit.say(figures.max()));
            return limit.isEmpty()
                    ? line.stripTrailing()
                    : line + "  limit " + unit.say(limit.getAsDouble()) + "  " + (isOver() ? "OVER" : "ok");
        }

        private ObjectNode json() {
            var json = Json.object();
            json.put("unit", unit.symbol);
            json.put("median", figures.median());
            json.put("min", figures.min());
            json.put("max", figures.max());
            json.put("count", figures.values().size());
            limit.ifPresent(most -> json.put("limit", most).put("ok", !isOver()));
            return json;
        }
    }

    /// A table with a line for each figure: median, smallest to largest, limit.
    String text() {
        int width = rows.stream().mapToInt(row -> row.text.length()).max().orElse(0);
        var text = new StringBuilder(machine)
                .append(String.format(Locale.ROOT, "; load %.1f before, %.1f after%n%n", loadBefore, loadAfter));
        rows.forEach(row -> text.append(row.text(width)).append('\n'));
        return text.toString();
    }

    /// One JSON object on one line.
    String json() {
        var json = Json.object();
        json.put("machine", machine);
        json.put("loadBefore", loadBefore);
        json.put("loadAfter", loadAfter);
        var figures = json.putObject("figures");
        rows.forEach(row -> figures.set(row.key, row.json()));
        return Json.write(json) + "\n";
    }
}
