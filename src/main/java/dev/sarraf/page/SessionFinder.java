package dev.sarraf.page;

import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Till;
import dev.sarraf.http.Call;
import dev.sarraf.payments.ChargeId;
import java.util.Optional;

/// Finds what the addresses of the pages name. What is no id is as unknown as an id that nothing has.
final class SessionFinder {
    private final Till till;

    SessionFinder(Till till) {
        this.till = till;
    }

    Optional<Storefront> find(Call call) {
        return Optional.of(call.path("id")).filter(SessionId::matches).flatMap(id -> till.show(new SessionId(id)));
    }

    static Optional<ChargeId> attempt(String text) {
        return Optional.of(text).filter(ChargeId::matches).map(ChargeId::new);
    }
}
