package dev.sarraf.payments;

import java.time.Instant;

/// An intent where it stands in a list that is read page by page.
record IntentPlace(IntentId intent, Mark mark) {
    /// What a page begins behind: the time and the id by which the list is sorted.
    record Mark(Instant at, String id) {
        static final Mark START = new Mark(Instant.EPOCH, "");
    }
}
