package dev.sarraf.payments;

import tools.jackson.databind.json.JsonMapper;

/// Small values as they stand in JSON columns: written and read by this program alone.
final class OwnJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private OwnJson() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }
}
