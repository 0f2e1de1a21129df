package dev.sarraf.processors.mpgs;

import dev.sarraf.money.Money;
import dev.sarraf.processors.BankIds;
import java.math.BigDecimal;
import java.util.Optional;

/// What an answer must be about to count as the answer to our question.
record Asked(String merchant, BankIds ids, Money amount) {
    /// What in the answer is not about this order, transaction and amount, in words for a log; empty where all is.
    ///
    /// @param type the kind of transaction that the answer must describe: `PAYMENT`
    Optional<String> difference(Document answer, String type) {
        return identityDifference(answer, type)
                .or(() -> amountDifference(answer, "order"))
                .or(() -> amountDifference(answer, "transaction"));
    }

    /// As [#difference], for a transaction whose amount need not be the order's.
    Optional<String> transactionDifference(Document answer, String type) {
        return identityDifference(answer, type).or(() -> amountDifference(answer, "transaction"));
    }

    /// As [#difference], for a step that is not told the amount.
    Optional<String> identityDifference(Document answer, String type) {
        return idDifference(answer)
                .or(() -> textDifference(answer, type, "transaction", "type"))
                .or(() -> textDifference(answer, amount.currency().name(), "order", "currency"))
                .or(() -> textDifference(answer, amount.currency().name(), "transaction", "currency"));
    }

    /// As [#difference], for a transaction that did not come about and so has neither kind nor amount.
    Optional<String> idDifference(Document answer) {
        return textDifference(answer, merchant, "merchant")
                .or(() -> textDifference(answer, ids.order(), "order", "id"))
                .or(() -> textDifference(answer, ids.transaction(), "transaction", "id"));
    }

    /// Whether this is our amount, whatever number of trailing zeros it is written with.
    boolean isAmount(BigDecimal decimal) {
        return decimal.compareTo(amount.majorUnits()) == 0;
    }

    /// The amount, where it is one that is a part of ours.
    Optional<Money> part(Optional<BigDecimal> told) {
        int exponent = amount.currency().exponent();
        return told.filter(decimal -> decimal.signum() > 0 && decimal.compareTo(amount.majorUnits()) < 0)
                .filter(decimal -> decimal.stripTrailingZeros().scale() <= exponent)
                .map(decimal -> new Money(decimal.movePointRight(exponent).longValueExact(), amount.currency()));
    }

    private Optional<String> amountDifference(Document answer, String group) {
        var found = answer.decimal(group, "amount");
        return found.filter(this::isAmount).isPresent()
                ? Optional.empty()
                : Optional.of(group + ".amount is " + found.map(Asked::shown).orElse("missing") + ", not "
                        + amount.majorUnits().toPlainString());
    }

    private static Optional<String> textDifference(Document answer, String expected, String... path) {
        return answer.says(expected, path)
                ? Optional.empty()
                : Optional.of(
                        String.join(".", path) + " is " + (answer.text(path).isPresent() ? "another one" : "missing"));
    }

    private static String shown(BigDecimal decimal) {
        return decimal.precision() + Math.abs((long) decimal.scale()) > 40 ? "absurd" : decimal.toPlainString();
    }
}
