package dev.sarraf.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads times as people write them: `500ms`, `65s`, `5m`, `25h`, `1d12h`, and as ISO 8601 does: `PT25H`.
final class DurationText implements ITypeConverter<Duration> {
    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /// Each unit once, the largest first.
    private static final Pattern FORM =
            Pattern.compile("(?=\\d)(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?");

    private static final int LONGEST = 60;

    @Override
    public Duration convert(String text) {
        if (FORM.matcher(text).matches()) {
            return PART.matcher(text)
                    .results()
                    .map(part -> of(Long.parseLong(part.group(1)), part.group(2)))
                    .reduce(Duration.ZERO, Duration::plus);
        }
        try {
            // "P…" alone: the JDK also reads signs, and no time here goes backwards.
            if (text.length() <= LONGEST && text.matches("[Pp][0-9DdTtHhMmSs.]+")) {
                return Duration.parse(text);
            }
        } catch (DateTimeParseException _) {
            // Said below, as of every other text that is no time.
        }
        throw new TypeConversionException("a time is written like 500ms, 65s, 5m, 25h, 3d or 1d12h");
    }

    /// As people write it, down to seconds: `1d1h`.
    static String write(Duration duration) {
        var text = Stream.of(
                        part(duration.toDaysPart(), "d"),
                        part(duration.toHoursPart(), "h"),
                        part(duration.toMinutesPart(), "m"),
                        part(duration.toSecondsPart(), "s"))
                .collect(Collectors.joining());
        return text.isEmpty() ? "0s" : text;
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : number + unit;
    }

    private static Duration of(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
