package dev.sarraf.payments;

import dev.sarraf.cards.Brand;
import dev.sarraf.cards.Card;
import java.util.Optional;

/// What is kept of a card from the moment it was typed, before the bank has told more: what a receipt may show.
///
/// @param fingerprint the same for the same card; empty for cards of before there were any
public record CardSummary(String brand, String last4, int expiryMonth, int expiryYear, Optional<String> fingerprint) {
    static CardSummary of(Card card, String fingerprint) {
        return new CardSummary(
                Brand.of(card.number()).text(),
                card.number().last4(),
                card.expiry().month(),
                card.expiry().year(),
                Optional.of(fingerprint));
    }
}
