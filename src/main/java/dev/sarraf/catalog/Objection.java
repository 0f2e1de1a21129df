package dev.sarraf.catalog;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;

/// Why something cannot be sold or given, whoever is told.
record Objection(ErrorCode code, String message) {
    /// For a caller who named it, and can name something else.
    Refusal to(String param) {
        return Refusal.invalid(code, param, message);
    }

    /// For a payment that comes too late.
    Refusal conflict() {
        return Refusal.conflict(code, message);
    }
}
