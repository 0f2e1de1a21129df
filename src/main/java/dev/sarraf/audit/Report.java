package dev.sarraf.audit;

import dev.sarraf.ids.Mode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What all checks found, of one moment.
///
/// @param findings in the order of the invariants
public record Report(List<Finding> findings) {
    public boolean holds() {
        return findings.stream().allMatch(Finding::holds);
    }

    /// This and the report on another mode as one. Each of the other's findings names that mode.
    public Report with(Mode otherMode, Report other) {
        return new Report(Stream.concat(
                        findings.stream(), other.findings.stream().map(finding -> finding.in(otherMode.text())))
                .sorted(Comparator.comparing(Finding::invariant))
                .toList());
    }

    /// The findings about one invariant; none where it was left out.
    public List<Finding> of(Invariant invariant) {
        return findings.stream()
                .filter(finding -> finding.invariant() == invariant)
                .toList();
    }

    /// How many violations of it there are.
    public long violations(Invariant invariant) {
        return of(invariant).stream().mapToLong(Finding::violations).sum();
    }
}
