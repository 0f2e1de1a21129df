package dev.sarraf.page;

import dev.sarraf.checkout.SessionId;
import dev.sarraf.payments.ChargeId;

/// The addresses of the pages.
final class Paths {
    private Paths() {}

    static String session(SessionId session) {
        return "/c/" + session.text();
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

    static String status(SessionId session) {
        return session(session) + "/status";
    }

    static String status(SessionId session, ChargeId attempt) {
        return status(session) + "?attempt=" + attempt.text();
    }

    static String returned(SessionId session, ChargeId attempt) {
        return "/3ds/done/" + session.text() + "/" + attempt.text();
    }
}
