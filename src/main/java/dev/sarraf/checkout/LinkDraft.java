package dev.sarraf.checkout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A payment link as a merchant wants it, its form checked; what it refers to has yet to be looked up.
///
/// @param lines take the place of all lines; empty where they stay
record LinkDraft(
        boolean active,
        SubmitType submitType,
        Terms terms,
        Optional<Instant> expiresAt,
        Optional<List<LineRequest.OfPrice>> lines) {}
