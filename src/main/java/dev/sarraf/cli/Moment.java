package dev.sarraf.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A time as people name it: `2026-11-01` (midnight UTC), `2026-11-01T12:00:00Z`, or `24h` for so long before now.
record Moment(UnaryOperator<Instant> at) {
    Instant seenFrom(Instant now) {
        return at.apply(now);
    }

    /// Reads one.
    static final class Text implements ITypeConverter<Moment> {
        @Override
        public Moment convert(String text) {
            try {
                if (text.matches("\\d{4}-.*")) {
                    var fixed = text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text);
                    return new Moment(_ -> fixed);
                }
                Duration ago = new DurationText().convert(text);
                return new Moment(now -> now.minus(ago));
            } catch (DateTimeParseException | TypeConversionException e) {
                throw new TypeConversionException(
                        "a time is written like 2026-11-01, 2026-11-01T12:00:00Z, or 24h for a day before now");
            }
        }
    }
}
