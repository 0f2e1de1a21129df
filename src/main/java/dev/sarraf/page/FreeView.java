package dev.sarraf.page;

import java.util.Map;
import java.util.Optional;

/// The page on which an order that costs nothing is completed: what is ordered beside the one button.
///
/// @param action where the button leads
/// @param status where the script asks how the session stands
/// @param message why the last press did not work; a fault of the fields is in `faults` instead
/// @param faults what is wrong with the fields, by their ids
public record FreeView(
        Frame frame,
        SummaryView summary,
        String action,
        String status,
        Optional<String> message,
        Map<String, String> faults,
        AskedView asked) {}
