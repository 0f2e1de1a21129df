package dev.sarraf.catalog;

import java.time.Instant;
import java.util.Optional;

/// What a merchant sells, apart from what it costs.
record Product(ProductId id, Label label, Optional<PriceId> defaultPrice, Instant createdAt, Instant updatedAt) {
    /// What a merchant says of it.
    record Label(
            String name,
            Optional<String> description,
            Optional<String> image,
            Optional<String> unitLabel,
            boolean active,
            Metadata metadata) {}
}
