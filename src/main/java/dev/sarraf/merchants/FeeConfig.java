package dev.sarraf.merchants;

/// What a merchant lets customers pay on top of the prices.
///
/// @param feesPassThrough whether the customer pays the platform's fee
/// @param vatCollection whether VAT is added
/// @param vatBasisPoints the rate of that VAT in hundredths of a percent, 0 to 10,000
public record FeeConfig(boolean feesPassThrough, boolean vatCollection, int vatBasisPoints) {
    /// Prices are what is paid.
    public static final FeeConfig NONE = new FeeConfig(false, false, 0);
}
