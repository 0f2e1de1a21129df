package dev.sarraf.events;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Call;
import dev.sarraf.http.DateFilter;
import java.util.List;
import java.util.Optional;

/// Which events a list is asked for.
///
/// @param types any of these; empty for all that there are
/// @param object whom they are about
/// @param date when they happened
/// @param delivered true for those that every endpoint which was to get them has taken, false for those that
///     one has not; an event that no endpoint was to get is neither
record EventSearch(
        Optional<List<String>> types, Optional<String> object, DateFilter date, Optional<Boolean> delivered) {
    private static final String TYPE = "type";

    /// Room for every name that there is.
    private static final int LONGEST = 1_000;

    static EventSearch of(Call call) {
        return new EventSearch(
                call.filter(TYPE).flatMap(text -> filter(text).names()),
                call.filter("objectId"),
                DateFilter.of(call, "date"),
                call.flagFilter("delivered"));
    }

    private static EventFilter filter(String text) {
        if (text.length() > LONGEST) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_OUT_OF_RANGE,
                    TYPE,
                    "%s must have at most %d characters.".formatted(TYPE, LONGEST));
        }
        var selectors = List.of(text.split(",", -1));
        if (!selectors.stream().allMatch(EventFilter::knows)) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_INVALID,
                    TYPE,
                    TYPE + " must be names of events or families such as checkout.*, with commas between them.");
        }
        return new EventFilter(selectors);
    }
}
