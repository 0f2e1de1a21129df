package dev.sarraf.images;

import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import java.util.Optional;
import java.util.Set;

/// Those of a merchant's pictures that can be shown at a moment.
///
/// @param there their ids
public record Gallery(Mode mode, MerchantId merchant, Set<ImageId> there) {
    public Gallery {
        there = Set.copyOf(there);
    }

    /// The picture that the merchant keeps at this address; empty where there is none, or not yet.
    public Optional<ImageId> find(String source) {
        return Optional.of(ImageId.of(mode, merchant, source)).filter(there::contains);
    }
}
