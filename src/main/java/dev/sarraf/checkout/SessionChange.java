package dev.sarraf.checkout;

import java.util.List;
import java.util.Optional;

/// What a PATCH changes.
///
/// @param lines take the place of all lines; empty where they stay
/// @param discounts take the place of the discount, an empty list of it too; empty where it stays
/// @param feesChanged whether what the customer pays on top of the prices was sent
record SessionChange(
        Terms terms,
        Optional<List<LineRequest>> lines,
        Optional<List<DiscountRequest>> discounts,
        boolean feesChanged) {
    /// Whether it can change what is paid.
    boolean isAboutMoney() {
        return lines.isPresent() || discounts.isPresent() || feesChanged;
    }
}
