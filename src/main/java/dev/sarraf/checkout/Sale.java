package dev.sarraf.checkout;

import dev.sarraf.catalog.Discounts;
import dev.sarraf.catalog.Shelf;
import dev.sarraf.customers.Customer;
import dev.sarraf.customers.CustomerId;
import dev.sarraf.customers.Customers;
import dev.sarraf.db.Tx;
import dev.sarraf.images.Gallery;
import dev.sarraf.images.ImageAddresses;
import dev.sarraf.images.Images;
import dev.sarraf.ledger.ExchangeRates;
import dev.sarraf.ledger.Ledger;
import dev.sarraf.merchants.Merchant;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.methods.MethodConfigurations;
import dev.sarraf.methods.PaymentMethod;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What sessions draw on when they are priced and sold.
public final class Sale {
    private final Pricing pricing;
    private final Holdings holdings;
    private final Customers customers;
    private final MethodConfigurations methods;
    private final Shelf shelf;
    private final Images images;

    public Sale(
            Merchants merchants,
            Shelf shelf,
            Discounts discounts,
            Customers customers,
            ExchangeRates rates,
            Ledger ledger,
            MethodConfigurations methods,
            Images images) {
        this.customers = customers;
        this.methods = methods;
        this.shelf = shelf;
        this.images = images;
        this.pricing = new Pricing(merchants, shelf, discounts, customers, rates, ledger);
        this.holdings = new Holdings(shelf, discounts, customers, pricing);
    }

    /// @throws dev.sarraf.errors.Refusal where a session names a customer whom it cannot name
    void requireCustomer(Tx tx, MerchantId merchant, Buyer buyer) {
        buyer.customer().ifPresent(id -> customers.requireRegistered(tx, merchant, id, "customerId"));
    }

    /// The ways to pay with the methods that the configuration has now, which is not deleted before the transaction
    /// ends.
    ///
    /// @throws dev.sarraf.errors.Refusal where there is no such configuration, or nothing of it can be offered
    PaymentMethods offered(Tx tx, MerchantId merchant, PaymentMethods asked) {
        if (asked.areNamed()) {
            return asked;
        }
        var enabled = asked.configuration()
                .map(id -> methods.offered(tx, merchant, id, "paymentMethodConfigurationId"))
                .orElseGet(() -> methods.offered(tx, merchant));
        return new PaymentMethods(enabled.stream().map(PaymentMethod::text).toList(), asked.configuration());
    }

    /// The registered customer whom a session names.
    Optional<Customer> customer(Tx tx, MerchantId merchant, Buyer buyer) {
        return buyer.customer().flatMap(id -> customers.find(tx, merchant, new CustomerId(id)));
    }

    /// Has the pictures of a cart fetched, but those of the catalog, whose products have asked for theirs.
    void askForPictures(Tx tx, MerchantId merchant, Cart cart) {
        images.ask(
                tx,
                merchant,
                pictures(cart.lines().stream()
                                .filter(line -> line.price().catalog().isEmpty()))
                        .toList());
    }

    /// What of these lines and of the merchant's logo can be shown now.
    Gallery gallery(Tx tx, Merchant merchant, List<LineItem> lines) {
        return images.gallery(
                tx,
                merchant.id(),
                Stream.concat(pictures(lines.stream()), merchant.logo().map(URI::toString).stream())
                        .toList());
    }

    private static Stream<String> pictures(Stream<LineItem> lines) {
        return lines.flatMap(line -> line.price().product().image().stream());
    }

    ImageAddresses images() {
        return images.addresses();
    }

    Shelf shelf() {
        return shelf;
    }

    Pricing pricing() {
        return pricing;
    }

    Holdings holdings() {
        return holdings;
    }
}
