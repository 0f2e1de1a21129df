package dev.sarraf.simulator.gateway;

import java.math.BigDecimal;
import java.time.Instant;

/// An operation that moves money, or was meant to, as it stands now.
///
/// @param type   the gateway's word for it: PAYMENT, CAPTURE, REFUND, VOID_PAYMENT and so on
/// @param result SUCCESS, FAILURE or UNKNOWN
public record Movement(
        Instant time,
        String order,
        String transaction,
        String type,
        BigDecimal amount,
        String currency,
        String result) {
    static Movement of(Order order, Transaction transaction) {
        return new Movement(
                transaction.time(),
                order.head().id(),
                transaction.id(),
                transaction.type(),
                transaction.amount(),
                order.head().currency(),
                transaction.result());
    }
}
