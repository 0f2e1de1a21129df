package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.cards.Verdict;
import java.time.Instant;

/// An answer of the bank that is not known yet.
///
/// @param at      when it will be, by the merchant's clock
/// @param becomes what it will be
record Awaited(Instant at, Verdict becomes) {
    boolean due(Instant now) {
        return !at.isAfter(now);
    }
}
