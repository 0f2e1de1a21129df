package dev.sarraf.processors;

import java.util.regex.Pattern;

/// The pair that names one operation at the bank for ever: the order, and the transaction in it.
///
/// They are ours and written down before the bank is asked, so that a repeat is recognised as one and an answer that
/// got lost can be looked up. They become parts of an address: 1 to 40 letters, digits, `_` and `-` each.
public record BankIds(String order, String transaction) {
    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z_\\-]{1,40}");

    public BankIds {
        if (!SHAPE.matcher(order).matches() || !SHAPE.matcher(transaction).matches()) {
            throw new IllegalArgumentException("bug: a bank id is 1 to 40 letters, digits, _ and -");
        }
    }
}
