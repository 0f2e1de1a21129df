package dev.sarraf.payments.comparison;

import dev.sarraf.http.Json;
import dev.sarraf.processors.BankMovement;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Something that our books and the bank's do not agree about.
///
/// @param transaction of the movement that it is about
/// @param ours empty where we know of no such movement
/// @param theirs empty where the bank knows of none
public record Difference(
        Kind kind,
        Source source,
        String order,
        String transaction,
        Optional<OwnMovement> ours,
        Optional<BankMovement> theirs) {

    /// In what they differ.
    public enum Kind {
        /// The bank moved money, or may have, of which nothing is written down here.
        ONLY_AT_BANK,
        /// It is written down here that money moved, and the bank knows nothing of it.
        ONLY_HERE,
        /// Both know of it, with another amount or currency.
        AMOUNT_DIFFERS,
        /// One takes it for done and the other does not, or we do not know what became of it.
        STATE_DIFFERS,
        /// The order was paid more than once, and no reversal gave the rest back.
        DUPLICATE_CAPTURE;

        /// As reports spell it: `only_at_bank`.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Who speaks for the bank.
    public enum Source {
        /// The bank itself, asked about the order.
        BANK,
        /// A statement of the bank's.
        STATEMENT;

        /// As reports spell it: `bank`.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One line for people: the kind, the ids, both sides.
    public String line() {
        return "%s order=%s transaction=%s%s ours=[%s] %s=[%s]"
                .formatted(
                        kind.text(),
                        order,
                        transaction,
                        ours.map(own -> " id=" + own.id()).orElse(""),
                        ours.map(Difference::show).orElse("nothing"),
                        source.text(),
                        theirs.map(Difference::show).orElse("nothing"));
    }

    /// The same for programs.
    public ObjectNode json() {
        var json = Json.object();
        json.put("difference", kind.text());
        json.put("source", source.text());
        json.put("order", order);
        json.put("transaction", transaction);
        json.put("id", ours.map(OwnMovement::id).orElse(null));
        ours.ifPresentOrElse(
                own -> json.putObject("ours")
                        .put("type", own.word())
                        .put("amount", own.amount().majorUnits().toPlainString())
                        .put("currency", own.amount().currency().name())
                        .put("state", own.state().name().toLowerCase(Locale.ROOT)),
                () -> json.putNull("ours"));
        theirs.ifPresentOrElse(
                bank -> json.putObject("theirs")
                        .put("type", bank.type())
                        .put("amount", bank.amount().toPlainString())
                        .put("currency", bank.currency())
                        .put("state", bank.result().name().toLowerCase(Locale.ROOT)),
                () -> json.putNull("theirs"));
        return json;
    }

    private static String show(OwnMovement own) {
        return own.word() + " " + own.amount() + " " + words(own.state());
    }

    private static String show(BankMovement bank) {
        return bank.type() + " " + bank.currency() + " " + bank.amount().toPlainString() + " " + words(bank.result());
    }

    private static String words(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
