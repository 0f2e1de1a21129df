package dev.sarraf.checkout;

import dev.sarraf.ledger.FeePlan;
import dev.sarraf.merchants.FeeConfig;

/// What a session's customer pays on top of the prices, and who said so.
///
/// @param plan the platform's fee as it was when the session was priced
record AppliedFees(FeeConfig config, Source source, FeePlan plan) {
    enum Source {
        SESSION,
        MERCHANT,
        SYSTEM
    }
}
