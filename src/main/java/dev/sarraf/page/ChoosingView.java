package dev.sarraf.page;

/// The page on which something has to be chosen before there is anything to pay.
///
/// @param status where the script asks whether that is still so
public record ChoosingView(Frame frame, SummaryView summary, String status) {}
