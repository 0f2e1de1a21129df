package dev.sarraf.merchants;

import java.util.Locale;

/// Who sells.
///
/// @param defaultLocale `en` or `ar`: the language of pages that nothing else decides
public record Merchant(MerchantId id, String name, Locale defaultLocale) {}
