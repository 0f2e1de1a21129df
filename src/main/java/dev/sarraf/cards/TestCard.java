package dev.sarraf.cards;

/// A published number that no bank issues, and what the gateway's test system does with it.
///
/// @param effect one short sentence for the developer who picks a card to try
public record TestCard(CardNumber number, Brand brand, String effect) {}
