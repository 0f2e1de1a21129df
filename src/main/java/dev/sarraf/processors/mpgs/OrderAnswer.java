package dev.sarraf.processors.mpgs;

import dev.sarraf.processors.BankMovement;
import dev.sarraf.processors.ProcessorUnavailable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What an answer about a whole order means. All of it counts or none: an order of which a part cannot be read
/// is not known.
record OrderAnswer(String merchant, String order) {
    /// Written out in full, a number of few characters can fill the memory: `1E999999999`.
    private static final int MOST_DIGITS = 20;

    /// Reports show an order's words on one line. Ids have at most 40 characters.
    private static final int LONGEST_WORD = 100;

    /// The order's movements of money, in the gateway's order; empty only where it says that it knows no such
    /// order.
    ///
    /// @throws ProcessorUnavailable where it says anything else
    Optional<List<BankMovement>> read(Answer answer) {
        return switch (answer) {
            case Answer.Processed(var document) -> Optional.of(movements(document));
            case Answer.Problem problem when MoneyAnswer.isNeverSeen(problem) -> Optional.empty();
            case Answer.Problem problem -> throw new ProcessorUnavailable("RETRIEVE_ORDER: " + problem);
            case Answer.Unusable(var detail) -> throw new ProcessorUnavailable("RETRIEVE_ORDER: " + detail);
        };
    }

    private List<BankMovement> movements(Document document) {
        if (!document.says(merchant, "merchant") || !document.says(order, "id")) {
            throw unreadable("it is about another order");
        }
        return document.items("transaction")
                .orElseThrow(() -> unreadable("it has no transactions"))
                .flatMap(this::movement)
                .toList();
    }

    private Stream<BankMovement> movement(Document entry) {
        var type = required(entry, "transaction", "type");
        var result = BankMovement.resultOf(entry.text("result").orElse(""));
        return BankMovement.directionOf(type).stream()
                .map(direction -> new BankMovement(
                        order,
                        required(entry, "transaction", "id"),
                        direction,
                        type,
                        amount(entry, result),
                        required(entry, "transaction", "currency"),
                        result,
                        entry.text("transaction", "targetTransactionId"),
                        entry.text("timeOfRecord").flatMap(OrderAnswer::time)));
    }

    /// What was not done may have come to nothing before it had an amount.
    private static BigDecimal amount(Document entry, BankMovement.Result result) {
        return entry.decimal("transaction", "amount")
                .filter(amount -> amount.precision() <= MOST_DIGITS && Math.abs((long) amount.scale()) <= MOST_DIGITS)
                .or(() -> result == BankMovement.Result.NOT_DONE ? Optional.of(BigDecimal.ZERO) : Optional.empty())
                .orElseThrow(() -> unreadable("a transaction has no amount"));
    }

    private static String required(Document entry, String... path) {
        return entry.text(path)
                .filter(text -> text.length() <= LONGEST_WORD && text.chars().noneMatch(Character::isISOControl))
                .orElseThrow(() -> unreadable("a transaction has no " + path[path.length - 1]));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static ProcessorUnavailable unreadable(String why) {
        return new ProcessorUnavailable("RETRIEVE_ORDER: the answer cannot be read: " + why);
    }
}
