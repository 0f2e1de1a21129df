package dev.sarraf.checkout;

/// A discount as it is asked for.
sealed interface DiscountRequest {
    /// The path of the reference in the request.
    String param();

    record OfCoupon(String coupon, String param) implements DiscountRequest {}

    /// By a promotion code.
    ///
    /// @param code its id, or as customers type it
    record OfCode(String code, String param) implements DiscountRequest {}
}
