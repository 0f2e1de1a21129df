package dev.sarraf.checkout;

import dev.sarraf.catalog.Discount;
import dev.sarraf.catalog.Discounts;
import dev.sarraf.catalog.Offer;
import dev.sarraf.catalog.ProductId;
import dev.sarraf.catalog.Shelf;
import dev.sarraf.customers.CustomerId;
import dev.sarraf.customers.Customers;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.ledger.ExchangeRates;
import dev.sarraf.ledger.FeePlan;
import dev.sarraf.ledger.Ledger;
import dev.sarraf.merchants.FeeConfig;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.money.Currency;
import dev.sarraf.money.ExchangeRate;
import dev.sarraf.money.Money;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Turns what a merchant asks for into a cart: looks up prices, rates, discounts and fees, and adds up.
final class Pricing {
    private final Merchants merchants;
    private final Shelf shelf;
    private final Discounts discounts;
    private final Customers customers;
    private final ExchangeRates rates;
    private final Ledger ledger;

    Pricing(
            Merchants merchants,
            Shelf shelf,
            Discounts discounts,
            Customers customers,
            ExchangeRates rates,
            Ledger ledger) {
        this.merchants = merchants;
        this.shelf = shelf;
        this.discounts = discounts;
        this.customers = customers;
        this.rates = rates;
        this.ledger = ledger;
    }

    /// The cart of a new session.
    ///
    /// @throws Refusal where something does not exist or cannot be sold, naming the parameter
    Cart first(Tx tx, MerchantId merchant, NewSession request) {
        return priced(
                tx,
                merchant,
                request.currency(),
                rate(tx, request.currency(), "currency"),
                lines(tx, merchant, request.currency(), request.lines()),
                request.discount(),
                request.terms());
    }

    /// The cart of a session as this change leaves it. The exchange rate stays the one that the session began
    /// with; a discount that stays is judged again.
    ///
    /// @throws Refusal as [#first] does
    Cart changed(Tx tx, MerchantId merchant, Cart before, SessionChange change) {
        var lines = change.lines()
                .map(requests -> lines(tx, merchant, before.currency(), requests))
                .orElse(before.lines());
        var discount = change.discounts()
                .map(requests -> requests.stream().findFirst())
                .orElseGet(() -> before.discount().map(Pricing::again));
        return priced(tx, merchant, before.currency(), before.rate(), lines, discount, change.terms());
    }

    /// What a payment link sells, in the currency of its first price.
    ///
    /// @throws Refusal as [#first] does
    Cart ofLink(Tx tx, MerchantId merchant, List<LineRequest.OfPrice> requests, Terms terms) {
        var offers =
                shelf.offer(tx, merchant, requests.stream().map(Pricing::wanted).toList());
        var currency = offers.getFirst().currency();
        var rate = rate(tx, currency, "lineItems");
        var rest = offers.iterator();
        var lines = requests.stream()
                .map(line -> CatalogLine.of(line, rest.next(), currency))
                .toList();
        return priced(tx, merchant, currency, rate, lines, Optional.empty(), terms);
    }

    /// What lines of a payment link cost somebody who comes now.
    ///
    /// @throws Refusal where there is no exchange rate any more, or the sum is too large
    Cart now(Tx tx, MerchantId merchant, Currency currency, List<LineItem> lines, Terms terms) {
        return priced(tx, merchant, currency, rate(tx, currency, "currency"), lines, Optional.empty(), terms);
    }

    /// As it would be asked for again: by the code, where it came by one.
    private static DiscountRequest again(Discount discount) {
        return discount.promotionCode()
                .<DiscountRequest>map(id -> new DiscountRequest.OfCode(id.text(), "discounts[0]"))
                .orElseGet(() -> new DiscountRequest.OfCoupon(discount.coupon().text(), "discounts[0]"));
    }

    private Cart priced(
            Tx tx,
            MerchantId merchant,
            Currency currency,
            Optional<ExchangeRate> rate,
            List<LineItem> lines,
            Optional<DiscountRequest> discount,
            Terms terms) {
        return Cart.of(
                currency,
                rate,
                lines,
                discount.map(request -> discount(tx, merchant, currency, lines, request, terms.buyer())),
                fees(tx, merchant, terms.feeConfig()));
    }

    /// @param param what of the request names the currency
    private Optional<ExchangeRate> rate(Tx tx, Currency currency, String param) {
        return currency == Currency.PROCESSING
                ? Optional.empty()
                : Optional.of(rates.current(tx, currency)
                        .orElseThrow(() -> Refusal.invalid(
                                ErrorCode.EXCHANGE_RATE_NOT_FOUND,
                                param,
                                "There is no exchange rate from %s to %s.".formatted(currency, Currency.PROCESSING))));
    }

    private List<LineItem> lines(Tx tx, MerchantId merchant, Currency currency, List<LineRequest> requests) {
        var wanted = requests.stream()
                .filter(LineRequest.OfPrice.class::isInstance)
                .map(LineRequest.OfPrice.class::cast)
                .map(Pricing::wanted)
                .toList();
        var offers = wanted.isEmpty()
                ? List.<Offer>of().iterator()
                : shelf.offer(tx, merchant, wanted).iterator();
        return requests.stream().map(request -> line(request, currency, offers)).toList();
    }

    private static Shelf.Wanted wanted(LineRequest.OfPrice line) {
        return new Shelf.Wanted(line.price(), line.quantity(), line.param());
    }

    private static LineItem line(LineRequest request, Currency currency, Iterator<Offer> offers) {
        return switch (request) {
            case LineRequest.Inline(var item) -> item;
            case LineRequest.OfPrice line -> CatalogLine.of(line, offers.next(), currency);
        };
    }

    private Discount discount(
            Tx tx, MerchantId merchant, Currency currency, List<LineItem> lines, DiscountRequest request, Buyer buyer) {
        var basket = basket(currency, lines);
        var known = buyer(tx, merchant, buyer);
        return switch (request) {
            case DiscountRequest.OfCoupon(var coupon, var param) ->
                discounts.byCoupon(tx, merchant, coupon, basket, known, param);
            case DiscountRequest.OfCode(var code, var param) ->
                discounts.byPromotionCode(tx, merchant, code, basket, known, param);
        };
    }

    /// Who buys, as the limits of discounts count it: by e-mail, else by phone, else by the customer's id.
    Discounts.Buyer buyer(Tx tx, MerchantId merchant, Buyer buyer) {
        var customer = buyer.customer().map(CustomerId::new);
        var contact = customer.flatMap(id -> customers.find(tx, merchant, id))
                .map(known -> new Contact(known.email(), known.phone()))
                .orElseGet(() -> Contact.of(buyer.details()));
        return new Discounts.Buyer(
                contact.key().or(buyer::customer),
                buyer.customer(),
                customers.boughtBefore(tx, merchant, customer, contact.email(), contact.phone()));
    }

    private static Discounts.Basket basket(Currency currency, List<LineItem> lines) {
        var subtotal = Money.zero(currency);
        var products = new HashMap<ProductId, Money>();
        try {
            for (var line : lines) {
                subtotal = subtotal.plus(line.total());
                products.merge(new ProductId(line.price().product().id()), line.total(), Money::plus);
            }
        } catch (ArithmeticException e) {
            throw Totals.tooMuch();
        }
        return new Discounts.Basket(currency, subtotal, products);
    }

    private AppliedFees fees(Tx tx, MerchantId merchant, Optional<FeeConfig> ofSession) {
        var ofMerchant = merchants.get(merchant).defaultFeeConfig();
        var source = ofSession.isPresent()
                ? AppliedFees.Source.SESSION
                : ofMerchant.isPresent() ? AppliedFees.Source.MERCHANT : AppliedFees.Source.SYSTEM;
        var config = ofSession.or(() -> ofMerchant).orElse(FeeConfig.NONE);
        var plan = config.feesPassThrough() ? ledger.cardPlan(tx, merchant) : FeePlan.STANDARD;
        return new AppliedFees(config, source, plan);
    }
}
