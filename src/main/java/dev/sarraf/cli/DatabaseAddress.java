package dev.sarraf.cli;

import dev.sarraf.ids.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// An existing PostgreSQL, as `postgresql://user:password@host:port/database?option=…` names it.
public record DatabaseAddress(String jdbcUrl, String user, Secret password) {
    /// An IllegalArgumentException, which does not repeat the password, where it cannot be read.
    public static DatabaseAddress parse(String text) {
        URI uri;
        try {
            uri = URI.create(text.startsWith("jdbc:") ? text.substring(5) : text);
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
        var userInfo = uri.getRawUserInfo();
        if (uri.getScheme() == null
                || !uri.getScheme().matches("postgres(ql)?")
                || uri.getHost() == null
                || userInfo == null
                || uri.getPath().length() < 2) {
            throw wrong();
        }
        var parts = userInfo.split(":", 2);
        var url = "jdbc:postgresql://" + uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort())
                + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return new DatabaseAddress(url, decoded(parts[0]), new Secret(parts.length > 1 ? decoded(parts[1]) : ""));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "a database URL has the form postgresql://user:password@host:5432/database");
    }
}
