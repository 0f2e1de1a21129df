package dev.sarraf.ledger;

import java.util.Locale;

/// Where money stands in the books, for each merchant and currency.
public enum Account {
    /// What the merchant's bank owes for cards that it charged. Debits raise it.
    ACQUIRER_RECEIVABLE,
    /// What the merchant is owed. Credits raise it; refunds of more than came in leave it below zero.
    MERCHANT_PAYABLE,
    /// What was kept for processing, VAT on it included. Credits raise it.
    FEES,
    /// What was taken from the merchant for refunds that the bank has not paid out yet.
    REFUNDS_PENDING,
    /// What the bank took and nobody may keep, until it is given back.
    SUSPENSE;

    /// As the journal's table names it.
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
