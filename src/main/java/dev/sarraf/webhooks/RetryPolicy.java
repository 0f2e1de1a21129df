package dev.sarraf.webhooks;

import java.util.Locale;

/// For how long an endpoint's deliveries are tried. The names are part of the API.
public enum RetryPolicy {
    /// Five attempts within some two and a half hours.
    STANDARD,
    /// Nine attempts within some three days, for endpoints that may be down over a weekend.
    EXTENDED;

    RetrySchedule schedule() {
        return switch (this) {
            case STANDARD -> RetrySchedule.STANDARD;
            case EXTENDED -> RetrySchedule.EXTENDED;
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
