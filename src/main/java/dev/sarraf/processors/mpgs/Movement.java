package dev.sarraf.processors.mpgs;

import java.util.Optional;

/// What moves money, as `transaction.type` of the API reference names it.
enum Movement {
    CHARGE("PAYMENT"),
    REFUND("REFUND"),
    VOID("VOID_PAYMENT");

    private final String type;

    Movement(String type) {
        this.type = type;
    }

    /// What in the answer is not about the movement that was asked for, in words for a log; empty where all is. An
    /// order's own amount is that of its charge.
    Optional<String> difference(Asked asked, Document answer) {
        return switch (this) {
            case CHARGE -> asked.difference(answer, type);
            case REFUND, VOID -> asked.transactionDifference(answer, type);
        };
    }

    /// As [#difference], for an answer that less was done than was asked for, which is said of charges only.
    Optional<String> partDifference(Asked asked, Document answer) {
        return this == CHARGE
                ? asked.identityDifference(answer, type)
                : Optional.of("it is no charge, and only charges are approved in part");
    }

    /// The order's total that grows by this movement, a second witness to it. A void leaves none.
    Optional<String> total() {
        return switch (this) {
            case CHARGE -> Optional.of("totalCapturedAmount");
            case REFUND -> Optional.of("totalRefundedAmount");
            case VOID -> Optional.empty();
        };
    }
}
