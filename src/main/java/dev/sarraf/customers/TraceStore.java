package dev.sarraf.customers;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// The tables `guest_contacts` and `customer_cards`: what customers left behind, and whom it leads to.
final class TraceStore {
    /// A card that a whole office shares leads many e-mails to one guest, and all of them would stand in each
    /// event.
    private static final int MOST_SHOWN = 50;

    /// Waits until nobody else is looking for, or making, a customer by one of these texts. Whoever holds
    /// several takes them in the same order as everybody, so that two never wait for each other.
    void lockIdentities(Tx tx, MerchantId merchant, List<String> identities) {
        tx.query("""
                SELECT pg_advisory_xact_lock(number)
                  FROM (SELECT DISTINCT hashtextextended('customer ' || :merchant || ' ' || identity, 0) AS number
                          FROM unnest(CAST(:identities AS text[])) AS i (identity)
                         ORDER BY number
                        OFFSET 0) AS numbers
                """)
                .bind("merchant", merchant.text())
                .bindArray("identities", String.class, identities)
                .map((_, _) -> merchant)
                .list();
    }

    /// The guest whom the e-mail leads to, else the phone number, else the card; of several the last who used it.
    Optional<CustomerId> findGuest(
            Tx tx, MerchantId merchant, Optional<String> email, Optional<String> phone, Optional<String> card) {
        return tx.query("""
                SELECT customer_id
                  FROM (SELECT customer_id, last_seen_at, 1 AS rank
                          FROM guest_contacts
                         WHERE merchant_id = :merchant
                           AND kind = 'EMAIL'
                           AND key = :email
                        UNION ALL
                        SELECT customer_id, last_seen_at, 2
                          FROM guest_contacts
                         WHERE merchant_id = :merchant
                           AND kind = 'PHONE'
                           AND key = :phone
                        UNION ALL
                        SELECT customer_id, last_seen_at, 3
                          FROM customer_cards
                         WHERE merchant_id = :merchant
                           AND fingerprint = :card
                           AND guest) AS found
                 ORDER BY rank, last_seen_at DESC, customer_id
                 LIMIT 1
                """)
                .bind("merchant", merchant.text())
                .bind("email", email)
                .bind("phone", phone)
                .bind("card", card)
                .mapTo(String.class)
                .findOne()
                .map(CustomerId::new);
    }

    /// Notes that a guest was known by these just now.
    void addContacts(Tx tx, MerchantId merchant, CustomerId guest, Person typed) {
        tx.update("""
                INSERT INTO guest_contacts (merchant_id, customer_id, kind, key, shown, first_seen_at, last_seen_at)
                SELECT :merchant, :customer, c.kind, c.key, c.shown, t.now, t.now
                  FROM (VALUES ('EMAIL', CAST(:emailKey AS text), CAST(:email AS text)),
                               ('PHONE', CAST(:phoneKey AS text), CAST(:phone AS text))) AS c (kind, key, shown)
                 CROSS JOIN (SELECT date_trunc('milliseconds', business_now(:merchant))) AS t (now)
                 WHERE c.key IS NOT NULL
                    ON CONFLICT (merchant_id, customer_id, kind, key)
                    DO UPDATE SET last_seen_at = greatest(guest_contacts.last_seen_at, excluded.last_seen_at)
                """)
                .bind("merchant", merchant.text())
                .bind("customer", guest.text())
                .bind("emailKey", typed.emailKey())
                .bind("email", typed.email().map(Email::text))
                .bind("phoneKey", typed.phoneKey())
                .bind("phone", typed.phone().map(Phone::text))
                .execute();
    }

    /// Notes that the customer paid with this card just now.
    void addCard(Tx tx, MerchantId merchant, Customer customer, PaidCard card) {
        tx.update("""
                INSERT INTO customer_cards (merchant_id, customer_id, fingerprint, guest, brand, last4, first_seen_at,
                                            last_seen_at, charges)
                SELECT :merchant, :customer, :fingerprint, :guest, :brand, :last4, now, now, 1
                  FROM (SELECT date_trunc('milliseconds', business_now(:merchant))) AS t (now)
                    ON CONFLICT (merchant_id, customer_id, fingerprint)
                    DO UPDATE SET last_seen_at = greatest(customer_cards.last_seen_at, excluded.last_seen_at),
                                  charges = customer_cards.charges + 1
                """)
                .bind("merchant", merchant.text())
                .bind("customer", customer.id().text())
                .bind("fingerprint", card.fingerprint())
                .bind("guest", customer.isGuest())
                .bind("brand", card.brand())
                .bind("last4", card.last4())
                .execute();
    }

    GuestTraces of(Tx tx, MerchantId merchant, CustomerId guest) {
        return new GuestTraces(
                contacts(tx, merchant, guest, "EMAIL"),
                contacts(tx, merchant, guest, "PHONE"),
                cards(tx, merchant, guest));
    }

    /// The latest first, as far as they are shown.
    List<CardTrace> cards(Tx tx, MerchantId merchant, CustomerId customer) {
        return tx.query("""
                SELECT fingerprint, brand, last4, first_seen_at, last_seen_at, charges
                  FROM customer_cards
                 WHERE merchant_id = :merchant
                   AND customer_id = :customer
                 ORDER BY last_seen_at DESC, fingerprint
                 LIMIT :most
                """)
                .bind("merchant", merchant.text())
                .bind("customer", customer.text())
                .bind("most", MOST_SHOWN)
                .map((row, _) -> new CardTrace(
                        row.getString("fingerprint"),
                        row.getString("brand"),
                        row.getString("last4"),
                        row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_seen_at", OffsetDateTime.class).toInstant(),
                        row.getInt("charges")))
                .list();
    }

    private static List<String> contacts(Tx tx, MerchantId merchant, CustomerId guest, String kind) {
        return tx.query("""
                SELECT shown
                  FROM guest_contacts
                 WHERE merchant_id = :merchant
                   AND customer_id = :customer
                   AND kind = :kind
                 ORDER BY last_seen_at DESC, key
                 LIMIT :most
                """)
                .bind("merchant", merchant.text())
                .bind("customer", guest.text())
                .bind("kind", kind)
                .bind("most", MOST_SHOWN)
                .mapTo(String.class)
                .list();
    }
}
