package dev.sarraf.http;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which amounts a list is asked for, in minor units: `eq:100`, `bt:10,100`, `gt:50` or `lt:200`.
///
/// @param least the smallest that belongs to it
/// @param most the largest
public record AmountFilter(Optional<Long> least, Optional<Long> most) {
    private static final Pattern SHAPE = Pattern.compile("(?:(eq|gt|lt):([0-9]{1,15})|bt:([0-9]{1,15}),([0-9]{1,15}))");

    /// The query parameter of this name; without one every amount belongs to the list.
    public static AmountFilter of(Call call, String name) {
        return call.filter(name)
                .map(text -> parse(name, text))
                .orElse(new AmountFilter(Optional.empty(), Optional.empty()));
    }

    private static AmountFilter parse(String name, String text) {
        var matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_INVALID,
                    name,
                    name + " must be eq:100, bt:10,100, gt:50 or lt:200, in minor units.");
        }
        if (matcher.group(1) == null) {
            return between(name, Long.parseLong(matcher.group(3)), Long.parseLong(matcher.group(4)));
        }
        long amount = Long.parseLong(matcher.group(2));
        return switch (matcher.group(1)) {
            case "eq" -> new AmountFilter(Optional.of(amount), Optional.of(amount));
            case "gt" -> new AmountFilter(Optional.of(amount + 1), Optional.empty());
            default -> new AmountFilter(Optional.empty(), Optional.of(amount - 1));
        };
    }

    private static AmountFilter between(String name, long least, long most) {
        if (least > most) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_OUT_OF_RANGE, name, name + " has to name the smaller amount first.");
        }
        return new AmountFilter(Optional.of(least), Optional.of(most));
    }
}
