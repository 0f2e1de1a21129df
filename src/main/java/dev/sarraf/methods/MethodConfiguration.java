package dev.sarraf.methods;

import java.time.Instant;
import java.util.Set;

/// Which ways to pay a merchant offers wherever this is named, or, by the default one, where none is.
///
/// @param enabled empty only where the row names methods that this version does not have
record MethodConfiguration(
        MethodConfigurationId id,
        String name,
        boolean isDefault,
        Set<PaymentMethod> enabled,
        Instant createdAt,
        Instant updatedAt) {}
