package dev.sarraf.simulator.local;

/// What the last four digits of a phone number decide about a purchase in instalments.
final class TestPhones {
    /// The code that such a phone is sent.
    static final String CODE = "123456";

    private TestPhones() {}

    /// Any number that the table does not name is a good customer's.
    static boolean passes(String phone) {
        return !hasNoCredit(phone) && !failsCode(phone);
    }

    static boolean hasNoCredit(String phone) {
        return phone.endsWith("0002");
    }

    static boolean failsCode(String phone) {
        return phone.endsWith("0003");
    }
}
