package dev.sarraf.checkout;

import dev.sarraf.catalog.CustomAmount;
import dev.sarraf.catalog.Offer;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.money.Currency;
import java.util.Optional;

/// Lines made of what stands in the catalog.
final class CatalogLine {
    private CatalogLine() {}

    /// The line with the price as it is offered now.
    ///
    /// @throws Refusal where the price is in another currency than the session, or its amount is the customer's
    ///     choice and more than one is wanted
    static LineItem of(LineRequest.OfPrice line, Offer offer, Currency currency) {
        if (offer.currency() != currency) {
            throw Refusal.invalid(
                    ErrorCode.CURRENCY_INVALID,
                    line.param(),
                    "All line items have to be in one currency, %s; this price is in %s."
                            .formatted(currency, offer.currency()));
        }
        boolean adjustable = line.adjustable().stream().anyMatch(Adjustable::enabled);
        if (offer.type() == Offer.Type.CUSTOM && (line.quantity() > 1 || adjustable)) {
            throw Refusal.invalid(
                    ErrorCode.LINE_ITEM_QUANTITY_NOT_SUPPORTED_FOR_CUSTOM,
                    line.param(),
                    "A price whose amount the customer chooses is sold once: quantity 1, not adjustable.");
        }
        var product = offer.product();
        return new LineItem(
                line.id(),
                line.quantity(),
                line.adjustable(),
                new LineItem.Price(
                        offer.price().text(),
                        currency,
                        offer.unitAmount().or(() -> offer.custom().flatMap(CustomAmount::preset)),
                        offer.custom(),
                        Optional.of(new LineItem.InCatalog(
                                offer.createdAt(), offer.stock(), offer.startDate(), offer.expirationDate())),
                        new LineItem.Product(
                                product.id().text(),
                                product.name(),
                                product.description(),
                                product.image(),
                                product.unitLabel(),
                                product.metadata())));
    }
}
