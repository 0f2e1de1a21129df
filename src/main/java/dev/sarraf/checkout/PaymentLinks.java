package dev.sarraf.checkout;

import dev.sarraf.catalog.PriceId;
import dev.sarraf.catalog.Shelf;
import dev.sarraf.catalog.ShownPrice;
import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.http.Json;
import dev.sarraf.http.Page;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.payments.Payments;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// What a merchant can do with payment links. Answers are rendered JSON, since their bytes are the contract.
public final class PaymentLinks {
    private final Database database;
    private final Mode mode;
    private final Payments payments;
    private final Outbox outbox;
    private final Sale sale;
    private final Shelf shelf;
    private final PaymentLinkStore store = new PaymentLinkStore();

    public PaymentLinks(Database database, Mode mode, Payments payments, Outbox outbox, Sale sale, Shelf shelf) {
        this.database = database;
        this.mode = mode;
        this.payments = payments;
        this.outbox = outbox;
        this.sale = sale;
        this.shelf = shelf;
    }

    /// Refuses a link by which nobody could pay, since no bank is connected.
    void requireBank(MerchantId merchant) {
        payments.requireBank(merchant);
    }

    /// @throws Refusal where something that it refers to does not exist or cannot be sold, naming the parameter
    String create(Tx tx, MerchantId merchant, LinkDraft draft) {
        var id = PaymentLinkId.random(mode);
        sale.offered(tx, merchant, draft.terms().methods());
        var cart = sale.pricing().ofLink(tx, merchant, draft.lines().orElseThrow(), draft.terms());
        store.insert(tx, merchant, id, draft, cart);
        return told(tx, EventType.PAYMENT_LINK_CREATED, merchant, id, Optional.empty());
    }

    /// @throws Refusal where this merchant has no such link
    String get(MerchantId merchant, PaymentLinkId id) {
        return database.inSnapshot(tx -> render(tx, locate(tx, merchant, id)));
    }

    /// What a PATCH is read against.
    ///
    /// @throws Refusal where this merchant has no such link
    PaymentLink find(MerchantId merchant, PaymentLinkId id) {
        return database.inOneQuery(tx -> locate(tx, merchant, id));
    }

    /// A page of the list, the newest first.
    ObjectNode list(MerchantId merchant, PaymentLinkStore.Filter filter, Page page) {
        return database.inSearch(tx -> {
            var links = store.list(tx, merchant, filter, page);
            var prices = prices(tx, merchant, links);
            return Page.show(
                    links.stream()
                            .map(link -> PaymentLinkView.row(link, prices, sale.images()))
                            .toList(),
                    store.count(tx, merchant, filter));
        });
    }

    /// Changes a link. Sessions that it has opened stay as they are.
    ///
    /// @param change read against the link as it is now
    /// @throws Refusal as [#create] does, and where this merchant has no such link
    String update(Tx tx, MerchantId merchant, PaymentLinkId id, Function<PaymentLink, LinkDraft> change) {
        var before = store.lock(tx, merchant, id).orElseThrow(() -> missing(id.text()));
        var draft = change.apply(before);
        if (!draft.terms().methods().equals(before.terms().methods())) {
            sale.offered(tx, merchant, draft.terms().methods());
        }
        store.update(tx, merchant, id, draft);
        draft.lines().ifPresent(lines -> {
            var cart = sale.pricing().ofLink(tx, merchant, lines, draft.terms());
            store.replaceLines(tx, merchant, id, lines, cart);
        });
        return told(tx, EventType.PAYMENT_LINK_UPDATED, merchant, id, before.expiresAt());
    }

    static Refusal missing(String id) {
        return Refusal.missing("payment_link", id);
    }

    /// @param expiryBefore when it was to expire before it was changed
    private String told(Tx tx, EventType type, MerchantId merchant, PaymentLinkId id, Optional<Instant> expiryBefore) {
        var link = locate(tx, merchant, id);
        if (link.due() && !link.expiresAt().equals(expiryBefore)) {
            throw Refusal.invalid(ErrorCode.PARAMETER_OUT_OF_RANGE, "expiresAt", "expiresAt must be in the future.");
        }
        var json = render(tx, link);
        outbox.add(tx, merchant, type, id.text(), json);
        return json;
    }

    private PaymentLink locate(Tx tx, MerchantId merchant, PaymentLinkId id) {
        return store.find(tx, merchant, id).orElseThrow(() -> missing(id.text()));
    }

    private String render(Tx tx, PaymentLink link) {
        return Json.write(PaymentLinkView.of(link, prices(tx, link.merchant(), List.of(link)), sale.images()));
    }

    private Map<PriceId, ShownPrice> prices(Tx tx, MerchantId merchant, Collection<PaymentLink> links) {
        var ids = links.stream()
                .flatMap(link -> link.prices().stream())
                .distinct()
                .toList();
        return shelf.show(tx, merchant, ids);
    }
}
