package dev.sarraf.audit;

/// What always holds of the books, at every moment between two transactions.
public enum Invariant {
    L1("every journal entry balances: two lines or more, debits equal to credits in each currency"),
    L2("the whole journal balances, and merchants are owed what their balance transactions add up to"),
    L3("what is written stays: the guards against changing or deleting it are in place"),
    L4("each fact about money stands in the journal once"),
    L5("no payment gives back more than it took"),
    L6("a session is paid by exactly one charge, and intent, attempt and journal agree with it"),
    L7("each change that promises an event has exactly one, with a delivery for each endpoint that wanted it"),
    L8("nothing of test mode is found in live mode, nor the other way round"),
    L9("the journal says of every charge and refund what its own row says"),
    L10("nothing waits longer than it should: no charge, refund, delivery, attempt or session is left behind"),
    L11("stock and discounts are set aside for exactly the charges that are with the bank");

    private final String words;

    Invariant(String words) {
        this.words = words;
    }

    /// What it says, for an operator.
    public String words() {
        return words;
    }
}
