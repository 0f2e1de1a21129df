package dev.sarraf.simulator.gateway;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// One step of an order, as far as later steps depend on it. The rest of it lies in the answer that told of it.
///
/// @param type    the gateway's word for what it is: PAYMENT, REFUND, VOID_PAYMENT and so on
/// @param card    the masked number
/// @param target  the transaction that this one takes back
/// @param awaited what is still to come where the result is UNKNOWN
record Transaction(
        String id,
        Operation operation,
        String type,
        String result,
        String gatewayCode,
        BigDecimal amount,
        Instant time,
        Optional<String> card,
        Optional<String> target,
        Optional<Authentication> authentication,
        Optional<Awaited> awaited) {
    boolean approved() {
        return result.equals("SUCCESS");
    }

    /// Whether the payer has more or less money after it: a reservation alone leaves it where it is.
    boolean takesOrGives() {
        return switch (operation) {
            case PAY, CAPTURE, REFUND, VOID -> !type.equals("VOID_AUTHORIZATION");
            default -> false;
        };
    }

    boolean movesMoney() {
        return switch (operation) {
            case PAY, AUTHORIZE, CAPTURE, REFUND -> true;
            default -> false;
        };
    }
}
