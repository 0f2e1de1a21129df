package dev.sarraf.webhooks;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// The header `Retry-After`, by which an endpoint that cannot take an event now says when it can.
final class RetryAfter {
    /// Who asks for more is tried after a day all the same, so that no answer puts an event off for ever.
    private static final Duration LONGEST = Duration.ofHours(24);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /// More digits than any number of seconds that is meant.
    private static final Pattern SECONDS = Pattern.compile("0*([0-9]{1,9})");

    private RetryAfter() {}

    /// How long to wait from `now` on in whole seconds, at most 24 hours, by a number of seconds or a date.
    /// Empty where the status is not one that the header goes with, or nobody can read it.
    static Optional<Duration> of(int status, String header, Instant now) {
        if (status != TOO_MANY_REQUESTS && status != UNAVAILABLE) {
            return Optional.empty();
        }
        return wait(header.strip(), now)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private static Optional<Duration> wait(String text, Instant now) {
        var seconds = SECONDS.matcher(text);
        if (seconds.matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1))));
        }
        try {
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(now.truncatedTo(ChronoUnit.SECONDS), date.toInstant()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
