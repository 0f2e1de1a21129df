package dev.sarraf.http;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Which part of a list is asked for, by the query parameters `page` (from 1) and `limit` (1 to 100, 20 without it).
public record Page(int number, int limit) {
    private static final int MOST = 100;
    private static final int USUAL = 20;

    /// Nobody turns that many pages; a filter finds what lies further back.
    private static final int LAST = 1_000_000;

    /// What a `long` always holds.
    private static final int LONGEST_WHOLE = 18;

    public static Page of(Call call) {
        return new Page(whole(call, "page", 1, LAST, 1), whole(call, "limit", 1, MOST, USUAL));
    }

    /// How many rows come before this page.
    public long offset() {
        return (number - 1L) * limit;
    }

    /// The list as the API shows it; `total` counts what is on all pages.
    public static ObjectNode show(List<? extends JsonNode> items, long total) {
        var json = Json.object();
        json.putArray("data").addAll(items);
        json.put("totalCount", total);
        return json;
    }

    /// A query parameter that is an integer between two bounds, or refused by name.
    public static int whole(Call call, String name, int min, int max, int otherwise) {
        var text = call.query(name).orElse("");
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("-?[0-9]+")) {
            throw Refusal.invalid(ErrorCode.PARAMETER_INVALID, name, name + " must be an integer.");
        }
        // Longer ones are past every bound, whatever their digits.
        long value = text.length() > LONGEST_WHOLE ? Long.MAX_VALUE : Long.parseLong(text);
        if (value < min || value > max) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_OUT_OF_RANGE, name, "%s must be between %d and %d.".formatted(name, min, max));
        }
        return (int) value;
    }
}
