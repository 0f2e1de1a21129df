package dev.sarraf.catalog;

import dev.sarraf.money.Money;
import java.time.Instant;
import java.util.Optional;

/// What a customer types to get a coupon.
///
/// @param code as the merchant wrote it; customers may type it in either case
record PromotionCode(
        PromotionCodeId id,
        CouponId coupon,
        String code,
        Terms terms,
        Settings settings,
        Tally tally,
        Instant createdAt) {
    /// Who gets it, and for what, which never changes.
    ///
    /// @param customer the only one who may use it
    /// @param firstTime whether it is for those who have not bought before
    record Terms(Optional<String> customer, boolean firstTime, Optional<Money> minimum) {}

    /// What can change at any time.
    record Settings(Optional<Long> maxRedemptions, Optional<Instant> expiresAt, boolean active, Metadata metadata) {}
}
