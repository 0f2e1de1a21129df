package dev.sarraf.checkout;

import dev.sarraf.customers.CustomerId;
import dev.sarraf.customers.Customers;
import dev.sarraf.db.Tx;
import dev.sarraf.http.Json;
import dev.sarraf.images.ImageAddresses;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.payments.Statements;

/// Renders sessions with the payments that belong to them.
public final class SessionBook {
    private final SessionView view;
    private final Merchants merchants;
    private final Statements statements;
    private final Customers customers;

    /// @param images where pages and pictures are
    public SessionBook(ImageAddresses images, Merchants merchants, Statements statements, Customers customers) {
        this.view = new SessionView(images);
        this.merchants = merchants;
        this.statements = statements;
        this.customers = customers;
    }

    String render(Tx tx, Session session) {
        var intent = session.intent().map(id -> statements.nestedIntent(tx, session.merchant(), id));
        var customer = session.payer()
                .or(() -> session.terms().buyer().customer())
                .flatMap(id -> customers.find(tx, session.merchant(), new CustomerId(id)))
                .map(Customers::nested);
        return Json.write(view.of(session, merchants.get(session.merchant()), intent, customer));
    }
}
