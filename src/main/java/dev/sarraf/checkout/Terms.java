package dev.sarraf.checkout;

import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.FeeConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a merchant can say about a session as long as it is open, besides what is bought; and about a payment
/// link, for the sessions that it opens.
///
/// @param cancelUrl where the customer goes back to
/// @param feeConfig what the session says of fees; without it the merchant's own applies
/// @param branding what the session says of the page's looks; the merchant's own holds for the rest
/// @param metadata rendered
record Terms(
        AfterCompletion afterCompletion,
        Optional<String> cancelUrl,
        Optional<Locale> locale,
        Buyer buyer,
        Collects collects,
        List<CustomField> customFields,
        boolean allowPromotionCodes,
        Optional<FeeConfig> feeConfig,
        Branding branding,
        PaymentMethods methods,
        String metadata) {

    /// The same with other ways to pay.
    Terms paidBy(PaymentMethods other) {
        return new Terms(
                afterCompletion,
                cancelUrl,
                locale,
                buyer,
                collects,
                customFields,
                allowPromotionCodes,
                feeConfig,
                branding,
                other,
                metadata);
    }

    /// The same with what the customer has answered.
    ///
    /// @param details `customerDetails`, rendered
    Terms answered(Optional<String> details, List<CustomField> answered) {
        return new Terms(
                afterCompletion,
                cancelUrl,
                locale,
                new Buyer(buyer.customer(), details, buyer.creation(), buyer.update()),
                collects,
                answered,
                allowPromotionCodes,
                feeConfig,
                branding,
                methods,
                metadata);
    }
}
