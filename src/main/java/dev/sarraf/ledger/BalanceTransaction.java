package dev.sarraf.ledger;

import dev.sarraf.ids.IdShape;
import dev.sarraf.money.Money;
import java.time.Instant;

/// One movement of a merchant's balance.
///
/// @param amount what the customer paid
/// @param fee what we keep of it, VAT on the fee included
/// @param feeVat the VAT in the fee
/// @param availableOn when the merchant can have it paid out, by the merchant's clock
/// @param available whether that time has come
/// @param source the id of what caused it: a charge
public record BalanceTransaction(
        String id,
        Money amount,
        Money fee,
        Money feeVat,
        Instant createdAt,
        Instant availableOn,
        boolean available,
        String source,
        String intent) {
    static final IdShape ID = IdShape.of("txn");

    public Money net() {
        return amount.minus(fee);
    }
}
