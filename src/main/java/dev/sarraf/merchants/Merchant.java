package dev.sarraf.merchants;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Who sells.
///
/// @param defaultLocale `en` or `ar`: the language of pages that nothing else decides
/// @param logo where the merchant keeps it, an https address
/// @param defaultFeeConfig what holds for sessions that say nothing else
/// @param defaultBranding what pages look like, where a session says nothing else
public record Merchant(
        MerchantId id,
        String name,
        Locale defaultLocale,
        Optional<URI> logo,
        Optional<FeeConfig> defaultFeeConfig,
        Branding defaultBranding) {
    /// A merchant that has set nothing yet.
    public Merchant(MerchantId id, String name, Locale defaultLocale) {
        this(id, name, defaultLocale, Optional.empty(), Optional.empty(), Branding.NONE);
    }
}
