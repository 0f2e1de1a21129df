package dev.sarraf.checkout;

import dev.sarraf.catalog.PriceId;
import dev.sarraf.catalog.Shelf;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.payments.Payments;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Changes an open session as its customer wishes, as far as its merchant lets them. Whatever the customer
/// agreed to pay before is given up, as it is when the merchant changes the price.
final class Wishes {
    private static final long LARGEST_QUANTITY = Integer.MAX_VALUE;
    private static final int LONGEST_CODE = 100;

    private final Payments payments;
    private final Pricing pricing;
    private final Holdings holdings;
    private final Shelf shelf;
    private final SessionStore store = new SessionStore();

    Wishes(Payments payments, Sale sale) {
        this.payments = payments;
        this.pricing = sale.pricing();
        this.holdings = sale.holdings();
        this.shelf = sale.shelf();
    }

    /// @throws Refusal where the session is not open, the bank is at work on it, or the wish cannot be granted;
    ///     nothing has changed then
    void grant(Tx tx, MerchantId merchant, SessionId id, Wish wish) {
        var session = store.lock(tx, merchant, id).orElseThrow(() -> Sessions.missing(id.text()));
        requireOpen(session);
        var cart = switch (wish) {
            case Wish.Quantity quantity -> withQuantity(tx, session, quantity);
            case Wish.Amount amount -> withAmount(tx, session, amount);
            case Wish.Code(var text) -> withCode(tx, session, text);
            case Wish.NoCode _ -> withoutCode(tx, session);
        };
        if (!cart.equals(session.cart())) {
            payments.abandon(tx, merchant, id.text());
            store.change(tx, merchant, id, cart, session.terms());
        }
    }

    private static void requireOpen(Session session) {
        switch (session.current()) {
            case COMPLETE ->
                throw Refusal.conflict(ErrorCode.PAYMENT_ALREADY_COMPLETED, "The session has been completed already.");
            case EXPIRED -> throw Refusal.conflict(ErrorCode.CHECKOUT_SESSION_EXPIRED, "The session has expired.");
            case OPEN -> {}
        }
        if (session.pending().isPresent()) {
            throw Refusal.of(
                    Reason.BUSY,
                    ErrorCode.PAYMENT_STILL_CONFIRMING,
                    "A payment of this session is with the bank. What is bought cannot change meanwhile.");
        }
    }

    private Cart withQuantity(Tx tx, Session session, Wish.Quantity wish) {
        var before = line(session, wish.line());
        var bounds = before.adjustable()
                .filter(Adjustable::enabled)
                .orElseThrow(() -> Refusal.conflict(
                        ErrorCode.LINE_ITEM_QUANTITY_NOT_ADJUSTABLE,
                        "The customer may not change the quantity of this line item."));
        if (!bounds.allows(wish.quantity()) || wish.quantity() > LARGEST_QUANTITY) {
            throw Refusal.invalid(
                    ErrorCode.LINE_ITEM_QUANTITY_OUT_OF_BOUNDS, "quantity", "The quantity is outside its limits.");
        }
        var cart = priced(tx, session, before, line -> line.withQuantity(wish.quantity()));
        if (wish.quantity() > before.quantity()) {
            requireInStock(tx, session.merchant(), cart, before);
        }
        return cart;
    }

    /// What is already in the cart is judged when it is paid; more of it than there is cannot be added.
    private void requireInStock(Tx tx, MerchantId merchant, Cart cart, LineItem line) {
        var price = new PriceId(line.price().id());
        Optional.ofNullable(cart.fromStock().get(price))
                .ifPresent(quantity -> shelf.requireForSale(tx, merchant, Map.of(price, quantity)));
    }

    private Cart withAmount(Tx tx, Session session, Wish.Amount wish) {
        var before = line(session, wish.line());
        var bounds = before.price()
                .custom()
                .orElseThrow(() -> Refusal.conflict(
                        ErrorCode.RESOURCE_INVALID_STATE,
                        "The amount of this line item is not the customer's choice."));
        if (!bounds.allows(wish.minorUnits())) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_OUT_OF_RANGE, "amount", "The amount is outside what can be chosen.");
        }
        return priced(tx, session, before, line -> line.withAmount(wish.minorUnits()));
    }

    private Cart withCode(Tx tx, Session session, String typed) {
        requireCodes(session);
        if (session.cart().discount().isPresent()) {
            throw Refusal.conflict(ErrorCode.TOO_MANY_DISCOUNTS, "A checkout session takes one discount at most.");
        }
        var code = TypedText.clean(typed);
        if (code.isEmpty() || code.length() > LONGEST_CODE) {
            throw Refusal.invalid(
                    ErrorCode.PROMOTION_CODE_NOT_FOUND, "code", "There is no promotion code with this text.");
        }
        var cart = changed(tx, session, Optional.empty(), List.of(new DiscountRequest.OfCode(code, "code")));
        if (!session.terms().collects().phone()) {
            // Nothing more will be known of the customer, so what would be refused at the payment is refused now.
            holdings.requireStillGranted(tx, session, cart);
        }
        return cart;
    }

    private Cart withoutCode(Tx tx, Session session) {
        requireCodes(session);
        var discount = session.cart().discount();
        if (discount.isPresent() && discount.get().promotionCode().isEmpty()) {
            throw Refusal.conflict(
                    ErrorCode.RESOURCE_INVALID_STATE, "The discount is the merchant's and cannot be removed.");
        }
        return discount.isEmpty() ? session.cart() : changed(tx, session, Optional.empty(), List.of());
    }

    private static void requireCodes(Session session) {
        if (!session.terms().allowPromotionCodes()) {
            throw Refusal.conflict(
                    ErrorCode.PROMOTION_CODES_NOT_ALLOWED, "This checkout session takes no promotion codes.");
        }
    }

    private static LineItem line(Session session, String id) {
        return session.cart().lines().stream()
                .filter(line -> line.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.missing("line_item", id));
    }

    /// Every other line stays as it is, and so does its price.
    private Cart priced(Tx tx, Session session, LineItem chosen, UnaryOperator<LineItem> change) {
        var lines = session.cart().lines().stream()
                .map(line -> line.equals(chosen) ? change.apply(line) : line)
                .<LineRequest>map(LineRequest.Inline::new)
                .toList();
        var request = new SessionChange(session.terms(), Optional.of(lines), Optional.empty(), true);
        return pricing.changed(tx, session.merchant(), session.cart(), request);
    }

    private Cart changed(Tx tx, Session session, Optional<List<LineRequest>> lines, List<DiscountRequest> discounts) {
        var request = new SessionChange(session.terms(), lines, Optional.of(discounts), false);
        return pricing.changed(tx, session.merchant(), session.cart(), request);
    }
}
