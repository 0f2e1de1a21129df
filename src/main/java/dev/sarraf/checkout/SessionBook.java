package dev.sarraf.checkout;

import dev.sarraf.db.Tx;
import dev.sarraf.http.Json;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.payments.Statements;
import java.net.URI;

/// Renders sessions with the payments that belong to them.
public final class SessionBook {
    private final SessionView view;
    private final Merchants merchants;
    private final Statements statements;

    public SessionBook(URI pages, Merchants merchants, Statements statements) {
        this.view = new SessionView(pages);
        this.merchants = merchants;
        this.statements = statements;
    }

    String render(Tx tx, Session session) {
        var intent = session.intent().map(id -> statements.nestedIntent(tx, session.merchant(), id));
        return Json.write(view.of(session, merchants.get(session.merchant()), intent));
    }
}
