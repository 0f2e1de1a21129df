package dev.sarraf.processors;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// One operation of an order that moves money, or was meant to, as the bank tells of it. The ids and the
/// currency are the bank's words: it may know of orders that are none of ours.
///
/// @param type the bank's word for what it is: `PAYMENT`, `VOID_PAYMENT`
/// @param amount in major units
/// @param currency three letters, perhaps of a currency that does not exist here
/// @param target the transaction that this one undoes
/// @param time when the bank did it; empty where it does not say
public record BankMovement(
        String order,
        String transaction,
        Direction direction,
        String type,
        BigDecimal amount,
        String currency,
        Result result,
        Optional<String> target,
        Optional<Instant> time) {

    /// The same movement, known to undo this transaction.
    public BankMovement undoing(Optional<String> undone) {
        return new BankMovement(order, transaction, direction, type, amount, currency, result, undone, time);
    }

    /// Whose money it becomes.
    public enum Direction {
        /// The merchant's.
        TAKEN,
        /// The customer's again.
        GIVEN_BACK,
        /// It moves money in a way that nothing here asks for, such as a chargeback.
        OTHER
    }

    /// What came of it.
    public enum Result {
        DONE,
        NOT_DONE,
        /// The bank does not know, or not yet.
        OPEN
    }

    /// Which way an operation of this type moves money; empty where it moves none.
    public static Optional<Direction> directionOf(String type) {
        return switch (type) {
            case "PAYMENT", "CAPTURE" -> Optional.of(Direction.TAKEN);
            case "REFUND", "VOID_PAYMENT", "VOID_CAPTURE" -> Optional.of(Direction.GIVEN_BACK);
            case "AUTHENTICATION",
                    "VERIFICATION",
                    "AUTHORIZATION",
                    "AUTHORIZATION_UPDATE",
                    "VOID_AUTHORIZATION",
                    "REFUND_REQUEST",
                    "VOID_REFUND_REQUEST" -> Optional.empty();
            default -> Optional.of(Direction.OTHER);
        };
    }

    /// What this word of a bank says came of it.
    public static Result resultOf(String word) {
        return switch (word) {
            case "SUCCESS" -> Result.DONE;
            case "FAILURE", "ERROR" -> Result.NOT_DONE;
            default -> Result.OPEN;
        };
    }
}
