package dev.sarraf.payments.comparison;

import dev.sarraf.money.Money;
import dev.sarraf.processors.BankMovement.Direction;

/// One movement of money as we have written it down: a charge, its reversal, or a refund.
///
/// @param id `ch_…`, `re_…`; a reversal has its charge's
/// @param order what the bank knows the order by
/// @param transaction what the bank knows the movement by, unique in its order
public record OwnMovement(String id, String order, String transaction, Direction direction, Money amount, State state) {
    /// What we take for certain.
    public enum State {
        DONE,
        NOT_DONE,
        /// The bank should have answered by now, and its word is not certain.
        OPEN,
        /// The provider has said that it waits for the customer.
        WAITING,
        /// The bank has just been asked: nothing can be said yet.
        UNDER_WAY
    }

    /// What it is called here.
    String word() {
        return switch (direction) {
            case TAKEN -> "charge";
            case GIVEN_BACK -> id.startsWith("re_") ? "refund" : "reversal";
            case OTHER -> "movement";
        };
    }
}
