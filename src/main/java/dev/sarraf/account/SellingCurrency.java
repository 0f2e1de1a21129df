package dev.sarraf.account;

import dev.sarraf.money.Currency;
import java.util.List;

/// A currency that can be sold in, and how it can be paid.
///
/// @param methods names of payment methods, the preferred one first
public record SellingCurrency(Currency currency, List<String> methods) {
    public SellingCurrency {
        methods = List.copyOf(methods);
    }
}
