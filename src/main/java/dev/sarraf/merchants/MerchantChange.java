package dev.sarraf.merchants;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// What is to change of a merchant; what is empty stays. What can be set to none has two levels.
public record MerchantChange(
        Optional<String> name,
        Optional<Locale> defaultLocale,
        Optional<Optional<URI>> logo,
        Optional<Optional<FeeConfig>> defaultFeeConfig,
        Optional<Branding> defaultBranding) {
    Merchant on(Merchant before) {
        return new Merchant(
                before.id(),
                name.orElse(before.name()),
                defaultLocale.orElse(before.defaultLocale()),
                logo.orElse(before.logo()),
                defaultFeeConfig.orElse(before.defaultFeeConfig()),
                defaultBranding.orElse(before.defaultBranding()));
    }
}
