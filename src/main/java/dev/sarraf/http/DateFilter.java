package dev.sarraf.http;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which times a list is asked for: `last:7,days`, `eq:2024-01-01` or `bt:2024-01-01,2024-01-31`, both days
/// included. A day begins and ends in the zone that the query parameter `timezone` names, UTC without it.
///
/// @param from the first moment that belongs to it
/// @param before the first one after it
/// @param last how far back from now it reaches, as PostgreSQL writes intervals
public record DateFilter(Optional<Instant> from, Optional<Instant> before, Optional<String> last) {
    private static final Pattern LAST = Pattern.compile("last:([0-9]{1,4}),(hour|day|week|month)s?");
    private static final Pattern DAY = Pattern.compile("eq:([0-9-]{10})");
    private static final Pattern DAYS = Pattern.compile("bt:([0-9-]{10}),([0-9-]{10})");
    private static final int LONGEST_ZONE = 50;

    /// The query parameter of this name; without one every time belongs to the list.
    public static DateFilter of(Call call, String name) {
        var zone = zone(call);
        return call.filter(name)
                .map(text -> parse(name, text, zone))
                .orElse(new DateFilter(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static ZoneId zone(Call call) {
        return call.filter("timezone").map(DateFilter::zone).orElse(ZoneOffset.UTC);
    }

    private static ZoneId zone(String name) {
        try {
            if (name.length() <= LONGEST_ZONE) {
                return ZoneId.of(name);
            }
        } catch (DateTimeException e) {
            // Refused below like a name that is too long.
        }
        throw Refusal.invalid(
                ErrorCode.PARAMETER_INVALID, "timezone", "timezone must be a time zone such as Africa/Cairo.");
    }

    private static DateFilter parse(String name, String text, ZoneId zone) {
        var last = LAST.matcher(text.toLowerCase(Locale.ROOT));
        if (last.matches()) {
            return new DateFilter(Optional.empty(), Optional.empty(), Optional.of(last.group(1) + " " + last.group(2)));
        }
        var day = DAY.matcher(text);
        if (day.matches()) {
            var date = date(name, day.group(1));
            return between(date, date, zone);
        }
        var days = DAYS.matcher(text);
        if (!days.matches()) {
            throw malformed(name);
        }
        var first = date(name, days.group(1));
        var end = date(name, days.group(2));
        if (first.isAfter(end)) {
            throw Refusal.invalid(ErrorCode.PARAMETER_OUT_OF_RANGE, name, name + " has to name the earlier day first.");
        }
        return between(first, end, zone);
    }

    private static DateFilter between(LocalDate first, LocalDate last, ZoneId zone) {
        return new DateFilter(
                Optional.of(first.atStartOfDay(zone).toInstant()),
                Optional.of(last.plusDays(1).atStartOfDay(zone).toInstant()),
                Optional.empty());
    }

    private static LocalDate date(String name, String text) {
        try {
            var date = LocalDate.parse(text);
            if (date.getYear() >= 1970) {
                return date;
            }
        } catch (DateTimeException e) {
            // Refused below like a year that nobody means.
        }
        throw malformed(name);
    }

    private static Refusal malformed(String name) {
        return Refusal.invalid(
                ErrorCode.PARAMETER_INVALID,
                name,
                name + " must be last:7,days, eq:2024-01-01 or bt:2024-01-01,2024-01-31.");
    }
}
