package dev.sarraf.simulator.gateway;

import java.math.BigDecimal;

/// What an order's money has done so far. Nothing here is ever negative, and less is refunded than captured.
record Totals(BigDecimal authorized, BigDecimal captured, BigDecimal refunded) {
    static Totals none(String currency) {
        var zero = Money.zero(currency);
        return new Totals(zero, zero, zero);
    }

    Totals authorize(BigDecimal amount) {
        return new Totals(authorized.add(amount), captured, refunded);
    }

    Totals capture(BigDecimal amount) {
        return new Totals(authorized, captured.add(amount), refunded);
    }

    Totals refund(BigDecimal amount) {
        return new Totals(authorized, captured, refunded.add(amount));
    }

    BigDecimal capturable() {
        return authorized.subtract(captured);
    }

    BigDecimal refundable() {
        return captured.subtract(refunded);
    }

    /// Whether money is held or has moved, so that the totals and not the last attempt say what the order is.
    boolean any() {
        return authorized.signum() > 0 || captured.signum() > 0;
    }

    /// The order's status as the totals tell it. Asked only where there [#any] is something to tell.
    String orderStatus() {
        if (captured.signum() == 0) {
            return "AUTHORIZED";
        }
        if (refunded.signum() > 0) {
            return refunded.compareTo(captured) < 0 ? "PARTIALLY_REFUNDED" : "REFUNDED";
        }
        return captured.compareTo(authorized) < 0 ? "PARTIALLY_CAPTURED" : "CAPTURED";
    }
}
