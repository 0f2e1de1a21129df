package dev.sarraf.audit;

import java.util.List;

/// What all checks found, of one moment.
///
/// @param findings in the order of the invariants
public record Report(List<Finding> findings) {
    public boolean holds() {
        return findings.stream().allMatch(Finding::holds);
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
