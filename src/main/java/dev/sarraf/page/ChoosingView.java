package dev.sarraf.page;

/// The page on which something has to be chosen before there is anything to pay.
public record ChoosingView(Frame frame, SummaryView summary) {}
