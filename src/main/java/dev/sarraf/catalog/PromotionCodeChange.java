package dev.sarraf.catalog;

import dev.sarraf.http.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a PATCH of a promotion code asks for; what is empty stays.
record PromotionCodeChange(
        Edit<Long> maxRedemptions, Edit<Instant> expiresAt, Optional<Boolean> active, Edit<Metadata> metadata) {
    private static final List<String> FIXED = List.of("coupon", "code", "customerId", "restrictions");

    static PromotionCodeChange read(Fields body) {
        CouponChange.requireUntouched(body, FIXED, "promotion code");
        var change = new PromotionCodeChange(
                Edit.read(body, "maxRedemptions", Wire.whole(body, "maxRedemptions", 1, Wire.LARGEST_INT)),
                Edit.read(body, "expiresAt", body.time("expiresAt")),
                body.flagOrText("active"),
                Metadata.edit(body));
        body.end();
        return change;
    }

    PromotionCode.Settings settings(PromotionCode before) {
        var settings = before.settings();
        CouponChange.requireAtLeast(maxRedemptions, before.tally());
        return new PromotionCode.Settings(
                maxRedemptions.of(settings.maxRedemptions()),
                expiresAt.of(settings.expiresAt()),
                active.orElse(settings.active()),
                settings.metadata().after(metadata));
    }
}
