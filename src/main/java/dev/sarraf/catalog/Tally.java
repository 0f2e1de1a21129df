package dev.sarraf.catalog;

import java.util.Optional;

/// How often something was redeemed, and how often payments under way are about to.
record Tally(long reserved, long redeemed) {
    long taken() {
        return reserved + redeemed;
    }

    /// Whether no more can be taken within this limit.
    boolean fills(Optional<Long> limit) {
        return limit.filter(most -> taken() >= most).isPresent();
    }
}
