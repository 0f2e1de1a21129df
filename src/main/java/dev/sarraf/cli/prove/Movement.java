package dev.sarraf.cli.prove;

/// Money that moved at the bank, as either side tells it.
///
/// @param kind the gateway's name for it: PAY, REFUND, VOID
/// @param amount as the gateway writes it, without trailing zeros
record Movement(String order, String transaction, String kind, String amount, String currency) {}
