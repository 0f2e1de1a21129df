package dev.sarraf.checkout;

/// What a customer can change of what they buy.
public sealed interface Wish {
    /// Another quantity of a line whose quantity is theirs to choose; 0 leaves it out.
    ///
    /// @param line `li_…`
    record Quantity(String line, long quantity) implements Wish {}

    /// An amount for a line whose price is theirs to choose.
    ///
    /// @param line `li_…`
    /// @param minorUnits in the currency of the prices
    record Amount(String line, long minorUnits) implements Wish {}

    /// A promotion code, as it was typed.
    record Code(String text) implements Wish {}

    /// No promotion code any more.
    record NoCode() implements Wish {}
}
