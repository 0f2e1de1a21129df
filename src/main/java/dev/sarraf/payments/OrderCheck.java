package dev.sarraf.payments;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.merchants.DatabaseClock;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.payments.BankCheck.Period;
import dev.sarraf.payments.comparison.Difference;
import dev.sarraf.payments.comparison.Difference.Source;
import dev.sarraf.payments.comparison.OrderComparison;
import dev.sarraf.payments.comparison.OwnMovement;
import dev.sarraf.processors.BankMovement;
import dev.sarraf.processors.LocalProvider;
import dev.sarraf.processors.Processor;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.ProcessorUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares one order of ours with the bank, beside a server that may be at work on it.
///
/// The bank is asked first and our books are read after it, so that all that the bank knows of has been written
/// down by then. A difference counts if a second look finds it too.
final class OrderCheck {
    /// An outcome that is not known so long after the bank was asked is worth a look; before, it is on its way.
    private static final Duration UNDER_WAY = Duration.ofMinutes(2);

    private final Database database;
    private final Processor processor;
    private final LocalProvider provider;
    private final ProcessorAccount account;
    private final MerchantId merchant;
    private final Period period;
    private final ChargeStore charges = new ChargeStore();
    private final RefundStore refunds = new RefundStore();

    OrderCheck(
            Database database,
            Processor processor,
            LocalProvider provider,
            ProcessorAccount account,
            MerchantId merchant,
            Period period) {
        this.database = database;
        this.processor = processor;
        this.provider = provider;
        this.account = account;
        this.merchant = merchant;
        this.period = period;
    }

    /// Why an order is checked.
    enum Occasion {
        CHARGE,
        /// An order that was charged in the same period has been checked for that.
        REFUND
    }

    /// What was found about one order.
    ///
    /// @param unanswered why the bank did not say what it knows
    record Result(String order, List<Difference> differences, CheckTally tally, Optional<String> unanswered) {
        static Result nothing(String order) {
            return new Result(order, List.of(), CheckTally.NONE, Optional.empty());
        }
    }

    /// What we have written down of an order.
    ///
    /// @param local the ids of charges and refunds that are none of a card
    private record Books(List<OwnMovement> movements, Set<String> local, boolean isChargedInPeriod) {}

    /// @param lines those of the statement about this order; empty where there is no statement
    Result check(IntentId intent, Optional<List<BankMovement>> lines, Occasion occasion) {
        try {
            var first = look(intent, lines, occasion);
            return first.differences().isEmpty() ? first : confirmed(first, look(intent, lines, occasion));
        } catch (ProcessorUnavailable e) {
            return new Result(
                    intent.text(), List.of(), CheckTally.ofUnanswered(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /// Compares lines of a statement about an order that was not charged or refunded in the period, or is none of
    /// ours.
    Result checkLines(String order, List<BankMovement> lines) {
        var own = IntentId.matches(order) ? books(new IntentId(order)).movements() : List.<OwnMovement>of();
        var found = OrderComparison.of(Source.STATEMENT, own, lines, _ -> false);
        return new Result(order, found, CheckTally.of(found), Optional.empty());
    }

    private Result look(IntentId intent, Optional<List<BankMovement>> lines, Occasion occasion) {
        var ofCards = processor.movements(account, intent.text()).orElse(List.of());
        var bank = Stream.concat(
                        ofCards.stream(), provider.movements(account, intent.text()).orElse(List.of()).stream())
                .toList();
        var books = books(intent);
        if (occasion == Occasion.REFUND && books.isChargedInPeriod()) {
            return Result.nothing(intent.text());
        }
        var own = books.movements();
        var found = Stream.concat(
                        OrderComparison.of(Source.BANK, own, bank, _ -> true).stream(),
                        lines.stream().flatMap(told -> onStatement(byCard(own, books), ofCards, told)))
                .toList();
        return result(intent, own, bank, withoutRepeats(found));
    }

    /// The statement is the card gateway's.
    private static List<OwnMovement> byCard(List<OwnMovement> own, Books books) {
        return own.stream()
                .filter(movement -> !books.local().contains(movement.id()))
                .toList();
    }

    /// A statement has to tell of what the bank did in the period, by the bank's own dates. What a void undoes
    /// is not on statements, but known by the bank.
    private Stream<Difference> onStatement(List<OwnMovement> own, List<BankMovement> bank, List<BankMovement> lines) {
        var expected = bank.stream()
                .filter(movement -> movement.result() == BankMovement.Result.DONE)
                .filter(movement -> movement.time().filter(period::holds).isPresent())
                .map(BankMovement::transaction)
                .collect(Collectors.toSet());
        var completed = lines.stream()
                .map(line -> bank.stream()
                        .filter(movement -> movement.transaction().equals(line.transaction()))
                        .findFirst()
                        .map(movement -> line.undoing(movement.target()))
                        .orElse(line))
                .toList();
        return OrderComparison.of(
                Source.STATEMENT, own, completed, movement -> expected.contains(movement.transaction()))
                .stream();
    }

    private Result result(
            IntentId intent, List<OwnMovement> own, List<BankMovement> bank, List<Difference> differences) {
        long taken = count(own, movement -> movement.direction() == BankMovement.Direction.TAKEN);
        var tally = new CheckTally(
                        1,
                        taken,
                        own.size() - taken,
                        bank.size(),
                        0,
                        count(own, movement -> movement.state() == OwnMovement.State.UNDER_WAY),
                        0,
                        CheckTally.NONE.differences())
                .with(differences);
        return new Result(intent.text(), differences, tally, Optional.empty());
    }

    /// What the second look finds too.
    private static Result confirmed(Result first, Result second) {
        var seen = first.differences().stream().map(Key::of).collect(Collectors.toSet());
        var both = second.differences().stream()
                .filter(difference -> seen.contains(Key.of(difference)))
                .toList();
        return new Result(second.order(), both, second.tally().with(both), Optional.empty());
    }

    /// The bank and its statement usually differ from us in the same: that is told once.
    private static List<Difference> withoutRepeats(List<Difference> differences) {
        var told = new HashSet<Key>();
        return differences.stream()
                .filter(difference -> told.add(Key.of(difference)))
                .toList();
    }

    private record Key(Difference.Kind kind, String transaction) {
        static Key of(Difference difference) {
            return new Key(difference.kind(), difference.transaction());
        }
    }

    private Books books(IntentId intent) {
        return database.inSnapshot(tx -> books(tx, intent));
    }

    private Books books(Tx tx, IntentId intent) {
        var lately = DatabaseClock.real(tx).minus(UNDER_WAY);
        var taken = charges.ofIntent(tx, merchant, intent);
        var given = refunds.ofIntent(tx, merchant, intent);
        return new Books(
                Stream.concat(
                                taken.stream().flatMap(charge -> movements(charge, lately)),
                                given.stream().map(refund -> movement(refund, lately)))
                        .toList(),
                Stream.concat(
                                taken.stream()
                                        .filter(charge ->
                                                charge.means().method().isLocal())
                                        .map(charge -> charge.id().text()),
                                given.stream()
                                        .filter(refund -> refund.method().isLocal())
                                        .map(refund -> refund.id().text()))
                        .collect(Collectors.toSet()),
                taken.stream().anyMatch(charge -> period.holds(charge.createdAt())));
    }

    private static Stream<OwnMovement> movements(Charge charge, Instant lately) {
        var open = open(charge.sentAt(), lately);
        var taken = new OwnMovement(
                charge.id().text(),
                charge.bankIds().order(),
                charge.bankIds().transaction(),
                BankMovement.Direction.TAKEN,
                charge.taken(),
                switch (charge.status()) {
                    case PENDING ->
                        charge.means().given().isPresent() && open == OwnMovement.State.OPEN
                                ? OwnMovement.State.WAITING
                                : open;
                    case SUCCEEDED, REVERSING, REVERSED -> OwnMovement.State.DONE;
                    case FAILED -> OwnMovement.State.NOT_DONE;
                });
        var reversal = charge.giveBack()
                .map(repayment -> new OwnMovement(
                        charge.id().text(),
                        repayment.ids().order(),
                        repayment.ids().transaction(),
                        BankMovement.Direction.GIVEN_BACK,
                        repayment.amount(),
                        charge.status() == Charge.Status.REVERSED ? OwnMovement.State.DONE : open));
        return Stream.concat(Stream.of(taken), reversal.stream());
    }

    private static OwnMovement movement(Refund refund, Instant lately) {
        return new OwnMovement(
                refund.id().text(),
                refund.bankIds().order(),
                refund.bankIds().transaction(),
                BankMovement.Direction.GIVEN_BACK,
                refund.amount(),
                switch (refund.status()) {
                    case PENDING -> open(refund.sentAt(), lately);
                    case SUCCEEDED -> OwnMovement.State.DONE;
                    case FAILED -> OwnMovement.State.NOT_DONE;
                });
    }

    private static OwnMovement.State open(Optional<Instant> sentAt, Instant lately) {
        return sentAt.filter(lately::isBefore).isPresent() ? OwnMovement.State.UNDER_WAY : OwnMovement.State.OPEN;
    }

    private static long count(List<OwnMovement> own, Predicate<OwnMovement> wanted) {
        return own.stream().filter(wanted).count();
    }
}
