package dev.sarraf.payments;

import dev.sarraf.cards.Brand;
import dev.sarraf.cards.Card;

/// What is kept of a card from the moment it was typed, before the bank has told more: what a receipt may show.
public record CardSummary(String brand, String last4, int expiryMonth, int expiryYear) {
    static CardSummary of(Card card) {
        return new CardSummary(
                Brand.of(card.number()).text(),
                card.number().last4(),
                card.expiry().month(),
                card.expiry().year());
    }
}
