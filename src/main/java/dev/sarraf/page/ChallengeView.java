package dev.sarraf.page;

/// The page around the issuer's own. It has no card fields.
///
/// @param status where the script asks whether the customer is back
/// @param otherCard where another card can be tried instead
public record ChallengeView(
        Frame frame, ShopView shop, String amount, String acsUrl, String creq, String status, String otherCard) {}
