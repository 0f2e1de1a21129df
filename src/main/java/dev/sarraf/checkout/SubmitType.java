package dev.sarraf.checkout;

/// What the pay button says.
public enum SubmitType {
    PAY,
    SUBSCRIBE,
    BOOK,
    DONATE
}
