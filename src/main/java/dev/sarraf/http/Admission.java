package dev.sarraf.http;

import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.Caller;

/// Whether a request that needs a key may come in at all.
sealed interface Admission {
    /// How its sender stands with the limit of requests.
    Quota quota();

    record Admitted(Caller caller, Quota quota) implements Admission {}

    record TurnedAway(Refusal refusal, Quota quota) implements Admission {}
}
