package dev.sarraf.payments;

import dev.sarraf.money.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Small values as they stand in JSON columns: written and read by this program alone.
final class OwnJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private OwnJson() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// Payments of before there were breakdowns have none in their rows.
    static Breakdown breakdown(@Nullable String json, Money amount) {
        return json == null ? Breakdown.plain(amount) : read(json, Breakdown.class);
    }

    static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }
}
