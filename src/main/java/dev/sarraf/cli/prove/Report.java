package dev.sarraf.cli.prove;

import dev.sarraf.http.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;

/// What a run of the proof has come to, for people and for machines.
///
/// @param trials what was tried
/// @param invariants what was looked at each time
/// @param bugsWanted whether planted bugs were to be run
public record Report(
        long seed,
        Duration duration,
        List<Row> trials,
        List<Row> invariants,
        List<String> violations,
        List<PlantedBug> bugs,
        boolean bugsWanted) {
    private static final int WIDTH = 88;

    public Report {
        trials = List.copyOf(trials);
        invariants = List.copyOf(invariants);
        violations = List.copyOf(violations);
        bugs = List.copyOf(bugs);
    }

    /// A line of a table.
    ///
    /// @param key how a machine finds it
    /// @param count how many there were
    /// @param violations how many of them were not as they have to be
    public record Row(String key, String text, long count, long violations) {
        /// Below which share the truth lies with 95 % certainty, as long as there was no violation: three in all.
        String bound() {
            return violations > 0 || count == 0
                    ? ""
                    : String.format(Locale.ROOT, "%.2f %%", Math.min(100, 300.0 / count));
        }
    }

    /// A bug that was planted.
    ///
    /// @param found what was found, empty where it was missed
    public record PlantedBug(String name, String meaning, String found) {
        boolean isCaught() {
            return !found.isEmpty();
        }
    }

    static Report of(
            Proof.Plan plan, Tally tally, List<PlantedBugs.Verdict> verdicts, boolean bugsWanted, Duration duration) {
        var breaches = tally.breaches();
        var trials = new ArrayList<Row>();
        tally.trials()
                .forEach((kind, count) -> trials.add(new Row(
                        key(kind),
                        kind,
                        count,
                        breaches.stream()
                                .filter(breach -> breach.trial().startsWith(kind))
                                .count())));
        var invariants = new ArrayList<Row>();
        for (var invariant : Invariant.values()) {
            invariants.add(new Row(
                    invariant.key(),
                    invariant.meaning(),
                    tally.looks().getOrDefault(invariant, 0),
                    breaches.stream()
                            .filter(breach -> breach.problem().invariant() == invariant)
                            .count()));
        }
        return new Report(
                plan.seed(),
                duration,
                trials,
                invariants,
                breaches.stream()
                        .map(breach -> breach.trial() + ": " + breach.problem().what())
                        .toList(),
                verdicts.stream()
                        .map(verdict -> new PlantedBug(
                                verdict.bug().name(),
                                verdict.bug().meaning(),
                                verdict.found().orElse("")))
                        .toList(),
                bugsWanted);
    }

    /// Whether there was no violation, and every planted bug was caught. Planted bugs that could not be run do not
    /// count as caught.
    public boolean isGood() {
        return violations.isEmpty() && bugs.stream().allMatch(PlantedBug::isCaught) && (!bugsWanted || !bugs.isEmpty());
    }

    /// Two tables, what was violated, and the planted bugs.
    public String text(String machine, String version) {
        var text = new StringBuilder();
        text.append("%s%n%s, seed %d, %s%n%n".formatted(machine, version, seed, spell(duration)));
        table(text, "what was tried", "trials", trials);
        table(text, "what has to hold", "looks", invariants);
        violations.forEach(
                violation -> text.append("VIOLATED  ").append(violation).append('\n'));
        if (bugsWanted && bugs.isEmpty()) {
            text.append("planted bugs: not run, since there are no sources beside this program\n");
        } else if (!bugs.isEmpty()) {
            text.append("planted bugs: %d of %d caught%n"
                    .formatted(bugs.stream().filter(PlantedBug::isCaught).count(), bugs.size()));
            bugs.forEach(bug -> text.append("  %-7s %s%n".formatted(bug.isCaught() ? "caught" : "MISSED", bug.name())));
        }
        return text.append(isGood() ? "\nEverything held.\n" : "\nNOT EVERYTHING HELD.\n")
                .toString();
    }

    /// One JSON object on one line.
    public String json(String machine, String version) {
        var json = Json.object();
        json.put("machine", machine);
        json.put("version", version);
        json.put("seed", seed);
        json.put("seconds", duration.toSeconds());
        json.put("good", isGood());
        rows(json.putArray("trials"), trials);
        rows(json.putArray("invariants"), invariants);
        var list = json.putArray("violations");
        violations.forEach(list::add);
        var planted = json.putArray("plantedBugs");
        for (var bug : bugs) {
            planted.addObject()
                    .put("name", bug.name())
                    .put("meaning", bug.meaning())
                    .put("caught", bug.isCaught())
                    .put("found", bug.found());
        }
        return Json.write(json) + "\n";
    }

    private static void rows(ArrayNode array, List<Row> rows) {
        for (var row : rows) {
            array.addObject()
                    .put("key", row.key())
                    .put("text", row.text())
                    .put("count", row.count())
                    .put("violations", row.violations())
                    .put("bound", row.bound());
        }
    }

    private static void table(StringBuilder text, String title, String counted, List<Row> rows) {
        var form = "%-" + WIDTH + "s %8s %10s  %s%n";
        text.append(String.format(Locale.ROOT, form, title, counted, "violations", "95 % bound"));
        for (var row : rows) {
            text.append(String.format(Locale.ROOT, form, row.text(), row.count(), row.violations(), row.bound()));
        }
        text.append('\n');
    }

    private static String key(String kind) {
        return kind.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
    }

    private static String spell(Duration duration) {
        return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
