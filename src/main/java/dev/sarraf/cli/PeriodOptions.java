package dev.sarraf.cli;

import dev.sarraf.payments.BankCheck;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags of a command that is about some time.
final class PeriodOptions {
    /// No date of ours is later.
    private static final Instant FAR_FUTURE = Instant.parse("9999-01-01T00:00:00Z");

    @Option(
            names = "--since",
            required = true,
            paramLabel = "TIME",
            converter = Moment.Text.class,
            description = "From when on, by each merchant's own clock: 2026-11-01, 2026-11-01T12:00:00Z, or 24h.")
    private Moment since = new Moment(now -> now);

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Moment.Text.class,
            description = "Until when, this moment not included. Default: no end.")
    private @Nullable Moment until;

    /// The period as somebody sees it whose clock says this.
    BankCheck.Period seenFrom(Instant now) {
        return new BankCheck.Period(since.seenFrom(now), until == null ? FAR_FUTURE : until.seenFrom(now));
    }
}
