package dev.sarraf.catalog;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a PATCH of a coupon asks for; what is empty stays.
record CouponChange(
        Edit<String> name,
        Edit<Long> maxRedemptions,
        Edit<Instant> redeemBy,
        Optional<Boolean> active,
        Edit<Metadata> metadata) {
    private static final List<String> FIXED = List.of(
            "discountType",
            "percentOff",
            "amountOff",
            "currency",
            "duration",
            "durationInMonths",
            "maxDiscountAmount",
            "minValue",
            "customerMaxRedemptions",
            "appliesToProductIds");

    static CouponChange read(Fields body) {
        requireUntouched(body, FIXED, "coupon");
        var change = new CouponChange(
                Edit.read(body, "name", body.text("name", Wire.LONGEST_NAME)),
                Edit.read(body, "maxRedemptions", Wire.whole(body, "maxRedemptions", 1, Wire.LARGEST_INT)),
                Edit.read(body, "redeemBy", body.time("redeemBy")),
                body.flagOrText("active"),
                Metadata.edit(body));
        body.end();
        return change;
    }

    Coupon.Settings settings(Coupon before) {
        var settings = before.settings();
        requireAtLeast(maxRedemptions, before.tally());
        return new Coupon.Settings(
                name.of(settings.name()),
                maxRedemptions.of(settings.maxRedemptions()),
                redeemBy.of(settings.redeemBy()),
                active.orElse(settings.active()),
                settings.metadata().after(metadata));
    }

    /// Refuses what gives money away, which never changes.
    static void requireUntouched(Fields body, List<String> names, String object) {
        for (var name : names) {
            if (body.has(name)) {
                throw body.invalid(name, "cannot change. Make another " + object + ".");
            }
        }
    }

    static void requireAtLeast(Edit<Long> maxRedemptions, Tally tally) {
        maxRedemptions.value().filter(most -> most < tally.taken()).ifPresent(_ -> {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_OUT_OF_RANGE,
                    "maxRedemptions",
                    "maxRedemptions must be at least " + tally.taken()
                            + ": so many are redeemed, or are part of a payment under way.");
        });
    }
}
