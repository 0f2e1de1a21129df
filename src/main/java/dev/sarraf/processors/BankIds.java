package dev.sarraf.processors;

/// The pair that names one operation at the bank for ever: the order, and the transaction in it.
///
/// They are ours and written down before the bank is asked, so that a repeat is recognised as one and an answer that
/// got lost can be looked up. At most 40 characters each.
public record BankIds(String order, String transaction) {
    private static final int LONGEST = 40;

    public BankIds {
        if (order.length() > LONGEST || transaction.length() > LONGEST) {
            throw new IllegalArgumentException("bug: a bank id is longer than " + LONGEST + " characters");
        }
    }
}
