package dev.sarraf.customers;

import dev.sarraf.db.Tx;
import dev.sarraf.events.EventType;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds whose purchase it was, and writes it down with them.
///
/// Customers come to be here only under locks on everything that they could be recognised by, so that nobody
/// comes to be twice. Payments of different people take different locks.
final class Purchases {
    private static final String NO_METADATA = "{}";

    /// Writes an event about a customer whose row is held.
    interface Word {
        String of(Tx tx, MerchantId merchant, Customer customer, EventType what);
    }

    private final Mode mode;
    private final CustomerStore store;
    private final TraceStore traces;
    private final Word word;

    Purchases(Mode mode, CustomerStore store, TraceStore traces, Word word) {
        this.mode = mode;
        this.store = store;
        this.traces = traces;
        this.word = word;
    }

    /// A customer, and what the purchase made of them: nothing where nothing changed but the sums.
    private record Outcome(Customer customer, Optional<EventType> event) {}

    Optional<Customer> record(Tx tx, MerchantId merchant, Purchase purchase) {
        var typed = purchase.details().person();
        return resolve(tx, merchant, purchase, typed).map(outcome -> {
            var id = outcome.customer().id();
            if (outcome.customer().isGuest()) {
                traces.addContacts(tx, merchant, id, typed);
            }
            purchase.card().ifPresent(card -> traces.addCard(tx, merchant, outcome.customer(), card));
            store.addPurchase(
                    tx,
                    merchant,
                    id,
                    purchase.amount().minorUnits(),
                    purchase.card().map(card -> CustomerView.method(card, purchase.charge())));
            var counted = store.find(tx, merchant, id).orElseThrow();
            outcome.event().ifPresent(what -> word.of(tx, merchant, counted, what));
            return counted;
        });
    }

    private Optional<Outcome> resolve(Tx tx, MerchantId merchant, Purchase purchase, Person typed) {
        if (purchase.customer().isPresent()) {
            return store.lock(tx, merchant, purchase.customer().get())
                    .map(customer ->
                            changed(tx, merchant, customer, customer.person().updatedBy(typed, purchase.updates())));
        }
        var contacts = contacts(typed);
        if (purchase.register() && !contacts.isEmpty()) {
            traces.lockIdentities(tx, merchant, contacts);
            return Optional.of(registered(tx, merchant, typed));
        }
        var identities = Stream.concat(
                        contacts.stream(), purchase.card().stream().map(card -> "card " + card.fingerprint()))
                .toList();
        if (identities.isEmpty()) {
            return Optional.empty();
        }
        traces.lockIdentities(tx, merchant, identities);
        return Optional.of(guest(tx, merchant, typed, purchase.card()));
    }

    /// The merchant itself may be registering the same e-mail at this moment, without those locks. The unique index
    /// decides between the two, and whoever comes second finds the first.
    private Outcome registered(Tx tx, MerchantId merchant, Person typed) {
        return known(tx, merchant, typed)
                .or(() -> made(tx, merchant, Customer.Type.REGISTERED, typed))
                .or(() -> known(tx, merchant, typed))
                .orElseThrow(() -> new IllegalStateException("a customer was deleted while they paid"));
    }

    /// The registered customer with this e-mail. A phone number decides where no e-mail was typed.
    private Optional<Outcome> known(Tx tx, MerchantId merchant, Person typed) {
        return typed.emailKey()
                .map(key -> store.lockByEmail(tx, merchant, key))
                .orElseGet(() -> typed.phoneKey().flatMap(key -> store.lockByPhone(tx, merchant, key)))
                .map(customer ->
                        changed(tx, merchant, customer, customer.person().updatedBy(typed)));
    }

    private Outcome guest(Tx tx, MerchantId merchant, Person typed, Optional<PaidCard> card) {
        return traces.findGuest(tx, merchant, typed.emailKey(), typed.phoneKey(), card.map(PaidCard::fingerprint))
                .flatMap(id -> store.lock(tx, merchant, id))
                .map(guest -> changed(tx, merchant, guest, guest.person().updatedBy(typed)))
                .or(() -> made(tx, merchant, Customer.Type.GUEST, typed))
                .orElseThrow(() -> new IllegalStateException("bug: guests share e-mails"));
    }

    private Optional<Outcome> made(Tx tx, MerchantId merchant, Customer.Type type, Person typed) {
        var id = CustomerId.random(mode);
        return store.insert(tx, merchant, id, type, typed, NO_METADATA)
                ? Optional.of(new Outcome(
                        store.find(tx, merchant, id).orElseThrow(), Optional.of(EventType.CUSTOMER_CREATED)))
                : Optional.empty();
    }

    private Outcome changed(Tx tx, MerchantId merchant, Customer before, Person after) {
        if (after.equals(before.person())) {
            return new Outcome(before, Optional.empty());
        }
        store.update(tx, merchant, before.id(), after, before.metadata());
        return new Outcome(before, Optional.of(EventType.CUSTOMER_UPDATED));
    }

    private static List<String> contacts(Person typed) {
        return Stream.concat(
                        typed.emailKey().stream().map(key -> "email " + key),
                        typed.phoneKey().stream().map(key -> "phone " + key))
                .toList();
    }
}
