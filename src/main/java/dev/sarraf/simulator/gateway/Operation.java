package dev.sarraf.simulator.gateway;

import java.util.Optional;

/// What can be asked of the gateway. Those on a transaction are named by `apiOperation`.
public enum Operation {
    INITIATE_AUTHENTICATION,
    AUTHENTICATE_PAYER,
    PAY,
    AUTHORIZE,
    VERIFY,
    CAPTURE,
    REFUND,
    VOID,
    CREATE_SESSION,
    UPDATE_SESSION,
    RETRIEVE_SESSION,
    RETRIEVE_TRANSACTION,
    RETRIEVE_ORDER;

    /// Whether it is a PUT on an order's transaction.
    public boolean onTransaction() {
        return switch (this) {
            case INITIATE_AUTHENTICATION, AUTHENTICATE_PAYER, PAY, AUTHORIZE, VERIFY, CAPTURE, REFUND, VOID -> true;
            case CREATE_SESSION, UPDATE_SESSION, RETRIEVE_SESSION, RETRIEVE_TRANSACTION, RETRIEVE_ORDER -> false;
        };
    }

    /// Whether it asks the bank to judge a card.
    public boolean charges() {
        return this == PAY || this == AUTHORIZE || this == VERIFY;
    }

    public static Optional<Operation> find(String name) {
        for (var operation : values()) {
            if (operation.name().equals(name)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}
