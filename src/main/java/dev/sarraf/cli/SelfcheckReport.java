package dev.sarraf.cli;

import dev.sarraf.audit.Finding;
import dev.sarraf.audit.Invariant;
import dev.sarraf.audit.Report;
import dev.sarraf.http.Json;
import java.util.Locale;

/// What a self-check found, as a person and as a program reads it.
record SelfcheckReport(Report report) {
    private static final String NOT_RUNNING = "no server runs on these data";
    private static final String BANK =
            "The bank's own record is not looked at here: ./sarraf reconcile compares with it.";

    /// A table with a line for each invariant, and below it what breaks it.
    String text() {
        var text = new StringBuilder("        checked  violations\n");
        for (var invariant : Invariant.values()) {
            var findings = report.of(invariant);
            if (findings.isEmpty()) {
                text.append(String.format(Locale.ROOT, "%-4s  not checked, since %s\n", invariant, NOT_RUNNING));
                continue;
            }
            text.append(String.format(
                    Locale.ROOT,
                    "%-4s %,10d  %,10d  %s\n",
                    invariant,
                    findings.stream().mapToLong(Finding::checked).sum(),
                    report.violations(invariant),
                    invariant.words()));
            findings.stream().filter(finding -> !finding.holds()).forEach(finding -> text.append(broken(finding)));
        }
        return text.append('\n')
                .append(report.holds() ? "All of them hold." : "THE BOOKS DO NOT AGREE.")
                .append(' ')
                .append(BANK)
                .append('\n')
                .toString();
    }

    private static String broken(Finding finding) {
        var text = new StringBuilder(String.format(
                Locale.ROOT, "         %s: %,d of %,d\n", finding.subject(), finding.violations(), finding.checked()));
        finding.ids().forEach(id -> text.append("           ").append(id).append('\n'));
        long more = finding.violations() - finding.ids().size();
        if (more > 0) {
            text.append(String.format(Locale.ROOT, "           and %,d more\n", more));
        }
        return text.toString();
    }

    /// One JSON object on one line.
    String json() {
        var json = Json.object();
        json.put("holds", report.holds());
        json.put("bankCompared", false);
        var invariants = json.putArray("invariants");
        for (var invariant : Invariant.values()) {
            var findings = report.of(invariant);
            var entry = invariants.addObject();
            entry.put("id", invariant.name());
            entry.put("says", invariant.words());
            if (findings.isEmpty()) {
                entry.put("skipped", NOT_RUNNING);
            }
            entry.put("checked", findings.stream().mapToLong(Finding::checked).sum());
            entry.put("violations", report.violations(invariant));
            var checks = entry.putArray("checks");
            for (var finding : findings) {
                var check = checks.addObject();
                check.put("subject", finding.subject());
                check.put("checked", finding.checked());
                check.put("violations", finding.violations());
                var ids = check.putArray("ids");
                finding.ids().forEach(ids::add);
            }
        }
        return Json.write(json) + "\n";
    }
}
