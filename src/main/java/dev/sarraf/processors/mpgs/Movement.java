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

    /// The order's total that grows by this movement, a second witness to it. A void leaves none.
    Optional<String> total() {
        return switch (this) {
            case CHARGE -> Optional.of("totalCapturedAmount");
            case REFUND -> Optional.of("totalRefundedAmount");
            case VOID -> Optional.empty();
        };
    }
}
