package dev.sarraf.customers;

import dev.sarraf.db.Tx;
import dev.sarraf.db.Violation;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.http.Json;
import dev.sarraf.http.Page;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Money;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The people who buy from a merchant.
///
/// Each change writes its event in the same transaction. Tables that name a customer do so by a foreign key:
/// that is what keeps customers from being deleted who are still needed.
public final class Customers {
    /// What a registered customer is made of.
    record Draft(Person person, String metadata) {}

    /// What is to change. What is empty stays; a second level that is empty is cleared.
    record Change(
            Optional<Optional<String>> name,
            Optional<Optional<Email>> email,
            Optional<Optional<Phone>> phone,
            Optional<Optional<String>> address,
            Optional<String> metadata) {}

    /// Some of the customers, and how many there are in all.
    record Listed(List<Customer> customers, long total) {}

    private final Mode mode;
    private final Outbox outbox;
    private final CustomerStore store = new CustomerStore();
    private final TraceStore traces = new TraceStore();
    private final Purchases purchases;

    public Customers(Mode mode, Outbox outbox) {
        this.mode = mode;
        this.outbox = outbox;
        this.purchases = new Purchases(mode, store, traces, this::tell);
    }

    /// A registered customer whom a session or a payment may name.
    ///
    /// @param param the parameter that the id came in, for the refusal
    /// @throws Refusal where there is no such customer (404), or it is a guest (400)
    public Customer requireRegistered(Tx tx, MerchantId merchant, String id, String param) {
        var customer = Optional.of(id)
                .filter(CustomerId::matches)
                .flatMap(text -> find(tx, merchant, new CustomerId(text)))
                .orElseThrow(() -> Refusal.missing("customer", id, Optional.of(param)));
        if (customer.isGuest()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_INVALID,
                    param,
                    param + " is a guest's id, and guests cannot be named: register a customer.");
        }
        return customer;
    }

    public Optional<Customer> find(Tx tx, MerchantId merchant, CustomerId id) {
        return store.find(tx, merchant, id);
    }

    /// As a session nests it: `id`, `type`, `name`, `email`, `phone`, `address`, `shipping`, `metadata`.
    public static ObjectNode nested(Customer customer) {
        return CustomerView.nested(customer);
    }

    /// Whether somebody known by one of these, registered or guest, has bought before, be it for nothing. Empty
    /// where none of them says who it is: no customer, no e-mail, and no phone number that can be read as one.
    public Optional<Boolean> boughtBefore(
            Tx tx, MerchantId merchant, Optional<CustomerId> customer, Optional<String> email, Optional<String> phone) {
        var emailKey = email.flatMap(Email::read).map(Email::key);
        var phoneKey = phone.flatMap(Phone::read).flatMap(Phone::key);
        return customer.isEmpty() && emailKey.isEmpty() && phoneKey.isEmpty()
                ? Optional.empty()
                : Optional.of(store.hasBought(tx, merchant, customer, emailKey, phoneKey));
    }

    /// Finds or makes the customer of a session that was paid, or completed for nothing; changes what the
    /// session lets change, and counts the purchase.
    ///
    /// Two purchases of one person at the same time find the same customer, even one who is new; the second
    /// waits for the first to commit. It holds the customer from then on, so it comes late in a transaction.
    ///
    /// @return empty where nothing says who it was: no customer, no e-mail, no phone number, no card
    public Optional<Customer> purchased(Tx tx, MerchantId merchant, Purchase purchase) {
        return purchases.record(tx, merchant, purchase);
    }

    /// Counts money of a purchase that was given back.
    public void refunded(Tx tx, MerchantId merchant, CustomerId customer, Money amount) {
        store.addRefund(tx, merchant, customer, amount.minorUnits());
    }

    /// @return the customer as the API shows it
    /// @throws Refusal where a registered customer has the e-mail
    String create(Tx tx, MerchantId merchant, Draft draft) {
        var id = CustomerId.random(mode);
        if (!store.insert(tx, merchant, id, Customer.Type.REGISTERED, draft.person(), draft.metadata())) {
            throw emailTaken();
        }
        return tell(tx, merchant, get(tx, merchant, id), EventType.CUSTOMER_CREATED);
    }

    /// @throws Refusal where there is none
    Customer get(Tx tx, MerchantId merchant, CustomerId id) {
        return find(tx, merchant, id).orElseThrow(() -> missing(id));
    }

    /// The customer as the API shows it.
    ///
    /// @throws Refusal where there is none
    String show(Tx tx, MerchantId merchant, CustomerId id) {
        return render(tx, merchant, get(tx, merchant, id));
    }

    /// What the customer has paid, and with which cards, as the API shows it.
    ///
    /// @throws Refusal where there is none
    ObjectNode stats(Tx tx, MerchantId merchant, CustomerId id) {
        return CustomerView.stats(get(tx, merchant, id), traces.cards(tx, merchant, id));
    }

    /// The newest first.
    Listed list(Tx tx, MerchantId merchant, CustomerStore.Filter filter, Page page) {
        return new Listed(store.list(tx, merchant, filter, page), store.count(tx, merchant, filter));
    }

    /// @return the customer as the API shows it
    /// @throws Refusal where there is none, or it is a guest, could not be reached any more, or has another's
    /// e-mail
    String update(Tx tx, MerchantId merchant, CustomerId id, Change change) {
        var before = store.lock(tx, merchant, id).orElseThrow(() -> missing(id));
        if (before.isGuest()) {
            throw Refusal.conflict(
                    ErrorCode.RESOURCE_INVALID_STATE,
                    "What is known of a guest comes from their purchases and cannot be changed.");
        }
        var person = before.person();
        var after = new Person(
                change.name().orElse(person.name()),
                change.email().orElse(person.email()),
                change.phone().orElse(person.phone()),
                change.address().orElse(person.address()),
                person.shipping());
        requireReachable(after);
        try {
            store.update(tx, merchant, id, after, change.metadata().orElse(before.metadata()));
        } catch (RuntimeException e) {
            throw Violation.UNIQUE.caused(e) ? emailTaken() : e;
        }
        return tell(tx, merchant, get(tx, merchant, id), EventType.CUSTOMER_UPDATED);
    }

    /// Deletes a customer to whom nothing is linked.
    ///
    /// @throws Refusal where there is none, or something is linked
    void delete(Tx tx, MerchantId merchant, CustomerId id) {
        var customer = store.lock(tx, merchant, id).orElseThrow(() -> missing(id));
        if (customer.hasBought()) {
            throw linked();
        }
        tell(tx, merchant, customer, EventType.CUSTOMER_DELETED);
        try {
            store.delete(tx, merchant, id);
        } catch (RuntimeException e) {
            throw Violation.REFERENCE.caused(e) ? linked() : e;
        }
    }

    /// @throws Refusal where there is neither an e-mail nor a phone number
    static void requireReachable(Person person) {
        if (person.email().isEmpty() && person.phone().isEmpty()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_MISSING,
                    "email",
                    "A customer needs an email or a phone: email or phone is missing.");
        }
    }

    /// Writes the event. The caller holds the customer's row.
    ///
    /// @return the customer as the event and the API show it
    private String tell(Tx tx, MerchantId merchant, Customer customer, EventType what) {
        var json = render(tx, merchant, customer);
        outbox.add(tx, merchant, what, customer.id().text(), json);
        return json;
    }

    private String render(Tx tx, MerchantId merchant, Customer customer) {
        var left = customer.isGuest()
                ? Optional.of(traces.of(tx, merchant, customer.id()))
                : Optional.<GuestTraces>empty();
        return Json.write(CustomerView.of(merchant, customer, left));
    }

    private static Refusal missing(CustomerId id) {
        return Refusal.missing("customer", id.text());
    }

    private static Refusal emailTaken() {
        return Refusal.conflict(ErrorCode.RESOURCE_INVALID_STATE, "A customer with this email already exists.");
    }

    private static Refusal linked() {
        return Refusal.conflict(
                ErrorCode.RESOURCE_INVALID_STATE,
                "The customer cannot be deleted: purchases, checkout sessions or promotion codes are linked to it.");
    }
}
