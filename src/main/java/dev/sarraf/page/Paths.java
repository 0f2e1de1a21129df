package dev.sarraf.page;

import dev.sarraf.checkout.PaymentLinkId;
import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.payments.ChargeId;

/// The addresses of the pages.
final class Paths {
    /// A query parameter that says why the page is shown.
    static final String NOTICE = "notice";

    static final String AMOUNT_CHANGED = "amount-changed";

    /// The merchant has changed it, in what it asks for too.
    static final String ORDER_CHANGED = "order-changed";

    /// The customer has changed what is bought, and wants to see it.
    static final String CHOSEN = "chosen";

    /// A query parameter that names what the page shows.
    static final String SEEN = "seen";

    /// What was typed is no code.
    static final String NO_CODE = "no-code";

    private Paths() {}

    static String session(SessionId session) {
        return "/c/" + session.text();
    }

    /// The page of a session whose amount has changed under the customer's hands.
    static String changed(SessionId session) {
        return session(session) + "?" + NOTICE + "=" + AMOUNT_CHANGED;
    }

    /// The page of a session of which the customer has changed what is bought.
    static String chosen(SessionId session) {
        return session(session) + "?" + NOTICE + "=" + CHOSEN;
    }

    static String quantity(SessionId session) {
        return session(session) + "/quantity";
    }

    static String amount(SessionId session) {
        return session(session) + "/amount";
    }

    static String code(SessionId session) {
        return session(session) + "/code";
    }

    static String pay(SessionId session) {
        return session(session) + "/pay";
    }

    static String complete(SessionId session) {
        return session(session) + "/complete";
    }

    static String attempt(SessionId session, ChargeId attempt) {
        return session(session) + "/attempts/" + attempt.text();
    }

    /// What a customer does about an attempt: `code`, `plan`, `cancel`.
    static String step(SessionId session, ChargeId attempt, String step) {
        return attempt(session, attempt) + "/" + step;
    }

    static String status(SessionId session) {
        return session(session) + "/status";
    }

    /// Where a page that shows the session so asks whether it still does.
    static String status(Storefront shop) {
        return status(shop.id()) + "?" + SEEN + "=" + Look.of(shop);
    }

    static String status(SessionId session, ChargeId attempt) {
        return status(session) + "?attempt=" + attempt.text();
    }

    static String receipt(String receiptToken) {
        return "/r/" + receiptToken;
    }

    static String link(PaymentLinkId link) {
        return "/p/" + link.text();
    }

    static String returned(SessionId session, ChargeId attempt) {
        return "/3ds/done/" + session.text() + "/" + attempt.text();
    }
}
