package dev.sarraf.catalog;

import java.util.Optional;

/// Between what a customer can choose, and with what the choice begins. Minor units, each at least 1.
public record CustomAmount(Optional<Long> minimum, Optional<Long> maximum, Optional<Long> preset) {
    /// Whether a customer can choose this.
    public boolean allows(long minorUnits) {
        return minorUnits >= minimum.orElse(1L) && minorUnits <= maximum.orElse(Long.MAX_VALUE);
    }

    /// Whether the preset lies within the bounds and these in order.
    boolean isInOrder() {
        long lowest = minimum.orElse(0L);
        long highest = maximum.orElse(Long.MAX_VALUE);
        return lowest <= highest
                && preset.map(value -> lowest <= value && value <= highest).orElse(true);
    }
}
