package dev.sarraf.cards;

/// An expiry that decides what the gateway's test system answers to a charge.
///
/// @param gatewayCode the gateway's own word for it: `DECLINED`
/// @param effect one short sentence for the developer who picks it
public record TestExpiry(Expiry expiry, String gatewayCode, String effect) {}
