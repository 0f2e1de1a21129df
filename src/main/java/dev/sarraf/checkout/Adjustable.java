package dev.sarraf.checkout;

import java.util.Optional;

/// Whether and how far the customer may change the quantity of a line.
///
/// @param minimum at least 0: a line that may be left out
record Adjustable(boolean enabled, long minimum, Optional<Long> maximum) {
    boolean allows(long quantity) {
        return quantity >= minimum && maximum.stream().allMatch(most -> quantity <= most);
    }
}
