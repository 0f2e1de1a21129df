package dev.sarraf.page;

import gg.jte.Content;
import java.util.Optional;

/// A receipt, all of it as people read it.
///
/// @param summary what was bought
/// @param means what it was paid with
/// @param charged what the bank took, where that is another currency than the prices'
/// @param refunded what was given back, where something was
public record ReceiptView(
        Frame frame,
        SummaryView summary,
        String paid,
        String paidAt,
        String meansLabel,
        Content means,
        String number,
        Optional<String> charged,
        Optional<String> refunded) {}
