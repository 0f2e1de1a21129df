package dev.sarraf.cards;

/// A security code that decides what the gateway's test system finds when it compares it.
///
/// @param code to be typed for most cards
/// @param amexCode to be typed for American Express
/// @param gatewayCode the gateway's own word for it: `NO_MATCH`
/// @param effect one short sentence for the developer who picks it
public record TestSecurityCode(String code, String amexCode, String gatewayCode, String effect) {
    /// What is typed for a card of this brand; nothing where its cards carry no code.
    public String of(Brand brand) {
        return switch (brand.securityCodeLength()) {
            case 0 -> "";
            case 4 -> amexCode;
            default -> code;
        };
    }
}
