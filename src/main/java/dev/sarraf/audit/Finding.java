package dev.sarraf.audit;

import java.util.List;

/// What one check found.
///
/// @param subject what was looked at
/// @param checked how many there were
/// @param violations how many of them are not as they must be
/// @param ids the first of those, at most 20
public record Finding(Invariant invariant, String subject, long checked, long violations, List<String> ids) {
    public boolean holds() {
        return violations == 0;
    }

    /// The same, said of this mode: `live: charges`.
    Finding in(String mode) {
        return new Finding(invariant, mode + ": " + subject, checked, violations, ids);
    }
}
