package dev.sarraf.page;

import dev.sarraf.checkout.Entrance;
import dev.sarraf.checkout.LinkFront;
import dev.sarraf.checkout.PaymentLinkId;
import dev.sarraf.checkout.SessionId;
import dev.sarraf.errors.Refusal;
import dev.sarraf.ids.Mode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Payment links without a catalog: a test says how each stands.
final class FakeEntrance implements Entrance {
    final Map<String, SessionId> opened = new ConcurrentHashMap<>();
    volatile Optional<Refusal> nextRefusal = Optional.empty();

    private final Map<PaymentLinkId, LinkFront> links = new ConcurrentHashMap<>();

    /// A link that sells what this session sells.
    static LinkFront selling(Storefronts storefront) {
        var shop = storefront.shop();
        return standing(
                storefront,
                new LinkFront.State.Open(
                        shop.submitType(), shop.lines(), shop.subtotal(), shop.extras(), shop.total()));
    }

    /// A link of the merchant of this session that stands so.
    static LinkFront standing(Storefronts storefront, LinkFront.State state) {
        var shop = storefront.shop();
        return new LinkFront(
                PaymentLinkId.random(Mode.TEST), shop.merchant(), shop.logo(), shop.livemode(), state, shop.branding());
    }

    /// Puts the link in, in place of what it was before, and gives its address.
    String put(LinkFront link) {
        links.put(link.id(), link);
        return "/p/" + link.id();
    }

    @Override
    public Optional<LinkFront> show(PaymentLinkId link) {
        return Optional.ofNullable(links.get(link));
    }

    @Override
    public SessionId enter(PaymentLinkId link, String display) {
        nextRefusal.ifPresent(refusal -> {
            throw refusal;
        });
        return opened.computeIfAbsent(display, _ -> SessionId.random(Mode.TEST));
    }
}
