package dev.sarraf.page;

import dev.sarraf.checkout.Storefront;
import dev.sarraf.images.ImageId;
import dev.sarraf.merchants.Merchant;
import java.util.Optional;

/// Who sells, as the head of a page shows it.
///
/// @param logo its address on this server
/// @param trial whether to say that no real money moves
public record ShopView(String name, String initial, Optional<String> logo, boolean trial, Optional<String> backUrl) {
    static ShopView of(Storefront shop) {
        return of(
                shop.merchant(), shop.logo(), !shop.livemode(), shop.cancelUrl().map(Onward::web));
    }

    static ShopView of(Merchant merchant, Optional<ImageId> logo, boolean trial, Optional<String> backUrl) {
        var name = Shown.text(merchant.name());
        return new ShopView(name, Shown.initial(name), logo.map(ImageId::path), trial, backUrl);
    }
}
