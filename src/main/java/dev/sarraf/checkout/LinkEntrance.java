package dev.sarraf.checkout;

import dev.sarraf.catalog.Shelf;
import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.Merchant;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.payments.Payments;
import java.util.List;
import java.util.Optional;

/// The entrance of one mode: finds the merchant behind a payment link and opens sessions of it.
public final class LinkEntrance implements Entrance {
    private static final System.Logger LOG = System.getLogger(LinkEntrance.class.getName());

    private final Database database;
    private final Merchants merchants;
    private final Payments payments;
    private final Sessions sessions;
    private final Pricing pricing;
    private final Sale sale;
    private final Shelf shelf;
    private final PaymentLinkStore store = new PaymentLinkStore();
    private final SessionStore sessionStore = new SessionStore();

    public LinkEntrance(
            Database database, Merchants merchants, Payments payments, Sessions sessions, Sale sale, Shelf shelf) {
        this.database = database;
        this.merchants = merchants;
        this.payments = payments;
        this.sessions = sessions;
        this.pricing = sale.pricing();
        this.sale = sale;
        this.shelf = shelf;
    }

    @Override
    public Optional<LinkFront> show(PaymentLinkId id) {
        return database.inSnapshot(tx -> find(tx, id).map(link -> front(tx, link)));
    }

    @Override
    public SessionId enter(PaymentLinkId id, String display) {
        var merchant = database.inOneQuery(tx -> store.findMerchant(tx, id))
                .orElseThrow(() -> PaymentLinks.missing(id.text()));
        payments.requireBank(merchant);
        var opening = new NewSession.Opening(id, display);
        return database.inTransaction(tx -> {
            sessionStore.lockDisplay(tx, merchant, opening);
            return sessionStore.findOpened(tx, merchant, opening).orElseGet(() -> {
                var link = store.find(tx, merchant, id).orElseThrow(() -> PaymentLinks.missing(id.text()));
                return sessions.open(tx, merchant, link.order(opening)).id();
            });
        });
    }

    private Optional<PaymentLink> find(Tx tx, PaymentLinkId id) {
        return store.findMerchant(tx, id).flatMap(merchant -> store.find(tx, merchant, id));
    }

    private LinkFront front(Tx tx, PaymentLink link) {
        var merchant = merchants.get(link.merchant());
        var logo = StorefrontView.logo(merchant, sale.gallery(tx, merchant, List.of()));
        return new LinkFront(
                link.id(),
                merchant,
                logo,
                link.id().mode().isLive(),
                state(tx, link, merchant),
                link.terms().branding().over(merchant.defaultBranding()));
    }

    private LinkFront.State state(Tx tx, PaymentLink link, Merchant merchant) {
        if (!link.active()) {
            return new LinkFront.State.Inactive();
        }
        return link.due() ? new LinkFront.State.Expired() : onSale(tx, link, merchant);
    }

    private LinkFront.State onSale(Tx tx, PaymentLink link, Merchant merchant) {
        var prices = shelf.show(tx, link.merchant(), link.prices());
        if (!LinkGoods.areAvailable(link, prices)) {
            return new LinkFront.State.Unavailable();
        }
        try {
            var currency = link.computed().currency();
            var cart = pricing.now(tx, link.merchant(), currency, LinkGoods.lines(link, prices), link.terms());
            var shown = cart.totals().shown();
            return new LinkFront.State.Open(
                    link.submitType(),
                    StorefrontView.goods(cart, sale.gallery(tx, merchant, cart.lines())),
                    shown.subtotal(),
                    StorefrontView.extras(cart, Optional.empty()),
                    shown.total());
        } catch (Refusal refusal) {
            LOG.log(System.Logger.Level.DEBUG, "not for sale link={0}: {1}", link.id(), refusal.getMessage());
            return new LinkFront.State.Unavailable();
        }
    }
}
