package dev.sarraf.cards;

import java.util.Optional;

/// A card as the customer typed it. Lives for one request and prints as stars.
public record Card(CardNumber number, Expiry expiry, Optional<SecurityCode> securityCode, Optional<String> holder) {
    @Override
    public String toString() {
        return "Card[" + number + "]";
    }
}
