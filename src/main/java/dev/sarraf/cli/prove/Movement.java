package dev.sarraf.cli.prove;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// Money that moved at the bank, as either side tells it.
///
/// @param kind the gateway's name for it: PAY, REFUND, VOID
/// @param amount as the gateway writes it, without trailing zeros
record Movement(String order, String transaction, String kind, String amount, String currency) {
    /// The ids of reversals follow from those of their charges.
    private static final Pattern REVERSAL = Pattern.compile("(?:v|r\\d+)(ch_\\w+)");

    /// The charge that this gave back because it could not be kept.
    Optional<String> gaveBack() {
        var reversal = REVERSAL.matcher(transaction);
        return reversal.matches() ? Optional.of(reversal.group(1)) : Optional.empty();
    }

    /// Whether it is this movement, only of less.
    boolean isPartOf(Movement whole) {
        return equals(new Movement(whole.order, whole.transaction, whole.kind, amount, whole.currency))
                && new BigDecimal(amount).compareTo(new BigDecimal(whole.amount)) < 0;
    }

    /// The same money on its way back.
    Movement undone(String by, String undoing) {
        return new Movement(order, undoing, by, amount, currency);
    }

    @Override
    public String toString() {
        return kind + " " + amount + " " + currency + " " + order + "/" + transaction;
    }
}
