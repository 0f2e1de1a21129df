package dev.sarraf.cli;

import dev.sarraf.http.Json;
import dev.sarraf.merchants.KeyRecord;
import dev.sarraf.merchants.Permission;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A merchant's keys as a person reads them: a line for each, and below that of a restricted one what it may do.
final class KeyList {
    private KeyList() {}

    static String text(List<KeyRecord> keys) {
        return keys.stream().map(KeyList::line).collect(Collectors.joining());
    }

    private static String line(KeyRecord key) {
        var text = String.format(
                Locale.ROOT,
                "%s  %s  %s  created %s  used %s%s\n",
                key.id(),
                key.masked(),
                state(key),
                Json.time(key.createdAt()),
                key.usedAt().map(Json::time).orElse("never"),
                key.name().map(name -> "  \"" + name + "\"").orElse(""));
        if (key.permissions().isEmpty()) {
            return text;
        }
        return text + "    "
                + key.permissions().stream().map(Permission::text).collect(Collectors.joining(", "))
                + "\n";
    }

    private static String state(KeyRecord key) {
        return switch (key.state()) {
            case ACTIVE -> "active";
            case REPLACED -> "works until " + key.ends().map(Json::time).orElse("");
            case EXPIRED -> "expired " + key.ends().map(Json::time).orElse("");
            case REVOKED -> "revoked " + key.ends().map(Json::time).orElse("");
        };
    }
}
