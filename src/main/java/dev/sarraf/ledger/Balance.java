package dev.sarraf.ledger;

import dev.sarraf.money.Currency;

/// What a merchant is owed in one currency, in minor units. Either may be below zero: a refund is taken at once, also
/// where the payment it refunds is not available yet.
///
/// @param available what can be paid out, by the merchant's clock
/// @param pending what will be
record Balance(Currency currency, long available, long pending) {}
