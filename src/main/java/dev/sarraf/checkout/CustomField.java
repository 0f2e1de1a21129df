package dev.sarraf.checkout;

import java.util.List;
import java.util.Optional;

/// Something that the merchant wants to know of the customer, asked on the page.
///
/// @param key names the field in answers; unique within its session
/// @param limit how long the answer may be; empty where there is no limit but ours
/// @param options what can be chosen; only of a dropdown
/// @param answer what the customer answered: a text, a number, the chosen option, or `true`
record CustomField(
        String key,
        String label,
        Type type,
        boolean optional,
        Optional<Limit> limit,
        List<String> options,
        Optional<String> answer) {

    enum Type {
        TEXT,
        NUMBER,
        DROPDOWN,
        CHECKBOX
    }

    /// Limits in characters, both included.
    record Limit(Kind kind, Optional<Long> minimum, Optional<Long> maximum) {
        enum Kind {
            AT_MOST,
            BETWEEN,
            AT_LEAST,
            EXACTLY
        }
    }
}
