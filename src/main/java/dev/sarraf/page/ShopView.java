package dev.sarraf.page;

import dev.sarraf.checkout.Storefront;
import java.util.Optional;

/// Who sells, as the head of a page shows it.
///
/// @param trial whether to say that no real money moves
public record ShopView(String name, String initial, boolean trial, Optional<String> backUrl) {
    static ShopView of(Storefront shop) {
        var name = Shown.text(shop.merchant().name());
        return new ShopView(
                name, Shown.initial(name), !shop.livemode(), shop.cancelUrl().map(Onward::web));
    }
}
