package dev.sarraf.page;

import dev.sarraf.checkout.Storefront;
import dev.sarraf.merchants.Merchant;
import java.util.Optional;

/// Who sells, as the head of a page shows it.
///
/// @param trial whether to say that no real money moves
public record ShopView(String name, String initial, boolean trial, Optional<String> backUrl) {
    static ShopView of(Storefront shop) {
        return of(shop.merchant(), !shop.livemode(), shop.cancelUrl().map(Onward::web));
    }

    static ShopView of(Merchant merchant, boolean trial, Optional<String> backUrl) {
        var name = Shown.text(merchant.name());
        return new ShopView(name, Shown.initial(name), trial, backUrl);
    }
}
