package dev.sarraf.checkout;

import java.util.List;
import java.util.Optional;

/// Something that the merchant wants to know of the customer, asked on the page.
///
/// @param key names the field in answers; unique within its session
/// @param limit how long the answer may be; empty where there is no limit but ours
/// @param options what can be chosen; only of a dropdown
/// @param answer what the customer answered: a text, a number, the chosen option, or `true`
public record CustomField(
        String key,
        String label,
        Type type,
        boolean optional,
        Optional<Limit> limit,
        List<String> options,
        Optional<String> answer) {

    /// What is asked for.
    public enum Type {
        TEXT,
        NUMBER,
        DROPDOWN,
        CHECKBOX
    }

    /// Limits in characters, both included.
    public record Limit(Kind kind, Optional<Long> minimum, Optional<Long> maximum) {
        /// Which of the two bounds holds.
        public enum Kind {
            AT_MOST,
            BETWEEN,
            AT_LEAST,
            EXACTLY
        }
    }

    /// The same field with another answer, or none.
    CustomField answered(Optional<String> answer) {
        return new CustomField(key, label, type, optional, limit, options, answer);
    }
}
