package dev.sarraf.page;

import java.util.Optional;

/// A receipt, all of it as text.
///
/// @param summary what was bought
/// @param charged what the bank took, where that is another currency than the prices'
/// @param refunded what was given back, where something was
public record ReceiptView(
        Frame frame,
        SummaryView summary,
        String paid,
        String paidAt,
        String brand,
        String last4,
        String number,
        Optional<String> charged,
        Optional<String> refunded) {}
