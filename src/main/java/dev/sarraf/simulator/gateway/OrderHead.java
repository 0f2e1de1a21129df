package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.web.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// An order without its transactions.
///
/// @param amount what the last attempt asked for
record OrderHead(
        String id,
        String currency,
        BigDecimal amount,
        Optional<String> reference,
        Instant created,
        Instant updated,
        String status,
        Optional<AuthenticationStatus> authentication,
        Totals totals) {
    static OrderHead begin(String id, String currency, Instant now) {
        return new OrderHead(
                id,
                currency,
                Money.zero(currency),
                Optional.empty(),
                now,
                now,
                "INITIATED",
                Optional.empty(),
                Totals.none(currency));
    }

    /// This order after an attempt to take `amount`.
    OrderHead attempted(BigDecimal amount, Optional<String> reference, Instant now) {
        return new OrderHead(
                id, currency, amount, reference.or(this::reference), created, now, status, authentication, totals);
    }

    OrderHead authenticated(AuthenticationStatus to, Instant now) {
        return new OrderHead(
                id,
                currency,
                amount,
                reference,
                created,
                now,
                totals.any() ? status : to.orderStatus(),
                Optional.of(to),
                totals);
    }

    /// This order with these totals.
    ///
    /// @param otherwise the status where the totals have nothing to tell
    OrderHead settled(Totals to, String otherwise, Instant now) {
        return new OrderHead(
                id,
                currency,
                amount,
                reference,
                created,
                now,
                to.any() ? to.orderStatus() : otherwise,
                authentication,
                to);
    }

    /// The order as answers show it.
    ObjectNode view() {
        var view = Json.object()
                .put("id", id)
                .put("amount", amount)
                .put("currency", currency)
                .put("status", status);
        reference.ifPresent(it -> view.put("reference", it));
        authentication.ifPresent(it -> view.put("authenticationStatus", it.name()));
        view.put("creationTime", Times.text(created))
                .put("lastUpdatedTime", Times.text(updated))
                .put("merchantAmount", amount)
                .put("merchantCurrency", currency)
                .put("merchantCategoryCode", "5999")
                .put("totalAuthorizedAmount", totals.authorized())
                .put("totalCapturedAmount", totals.captured())
                .put("totalDisbursedAmount", Money.zero(currency))
                .put("totalRefundedAmount", totals.refunded());
        view.putObject("chargeback").put("amount", Money.zero(currency)).put("currency", currency);
        return view;
    }
}
