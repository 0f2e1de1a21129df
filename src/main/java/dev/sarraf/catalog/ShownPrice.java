package dev.sarraf.catalog;

import java.util.Optional;

/// A price with its product as they stand in the catalog, for sale or not.
///
/// @param active whether the price is not archived
/// @param productActive whether its product is not
/// @param forSale whether it can be sold now, as far as its state and its dates say
/// @param free how many are left that nobody is paying for; empty where that is unlimited
public record ShownPrice(Offer offer, boolean active, boolean productActive, boolean forSale, Optional<Long> free) {
    /// Whether so many can be sold now.
    public boolean isAvailable(long quantity) {
        return forSale && free.stream().allMatch(left -> left >= quantity);
    }
}
