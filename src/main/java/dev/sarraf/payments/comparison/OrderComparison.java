package dev.sarraf.payments.comparison;

import static java.util.stream.Collectors.toMap;

import dev.sarraf.payments.comparison.Difference.Kind;
import dev.sarraf.payments.comparison.Difference.Source;
import dev.sarraf.processors.BankMovement;
import dev.sarraf.processors.BankMovement.Direction;
import dev.sarraf.processors.BankMovement.Result;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One order in our books and in the bank's.
///
/// Movements belong together by their transaction. What the bank was asked for and did not do may be missing on
/// either side, since no money moved by it.
public final class OrderComparison {
    private final Source source;
    private final List<OwnMovement> ours;
    private final List<BankMovement> theirs;
    private final Map<String, OwnMovement> oursByTransaction;

    private OrderComparison(Source source, List<OwnMovement> ours, List<BankMovement> theirs) {
        this.source = source;
        this.ours = ours;
        this.theirs = theirs;
        this.oursByTransaction = ours.stream().collect(toMap(OwnMovement::transaction, own -> own));
    }

    /// What differs between our movements of an order, all of them, and the bank's.
    ///
    /// @param isExpected whether the bank's side has to know of a movement of ours: a statement need not, of what
    ///     happened outside its period
    public static List<Difference> of(
            Source source, List<OwnMovement> ours, List<BankMovement> theirs, Predicate<OwnMovement> isExpected) {
        var comparison = new OrderComparison(source, ours, theirs);
        return Stream.of(comparison.theirSide(), comparison.ourSide(isExpected), comparison.duplicates())
                .flatMap(differences -> differences)
                .toList();
    }

    private Stream<Difference> theirSide() {
        var differences = new ArrayList<Difference>();
        var met = new HashSet<String>();
        for (var bank : theirs) {
            var own = own(bank);
            boolean again = !met.add(bank.transaction());
            if (own.isPresent() && !again) {
                differences.addAll(between(own.get(), bank));
            } else if (bank.result() != Result.NOT_DONE && !isCaptureAgain(bank, again)) {
                differences.add(difference(Kind.ONLY_AT_BANK, Optional.empty(), bank));
            }
        }
        return differences.stream();
    }

    /// Told by [#duplicates].
    private static boolean isCaptureAgain(BankMovement bank, boolean again) {
        return again && bank.direction() == Direction.TAKEN && bank.result() == Result.DONE;
    }

    private Stream<Difference> ourSide(Predicate<OwnMovement> isExpected) {
        var known = theirs.stream().map(BankMovement::transaction).collect(Collectors.toSet());
        return ours.stream()
                .filter(own -> !known.contains(own.transaction()))
                .filter(isExpected)
                .flatMap(own -> switch (own.state()) {
                    case DONE -> Stream.of(onlyHere(Kind.ONLY_HERE, own));
                    case OPEN, WAITING -> Stream.of(onlyHere(Kind.STATE_DIFFERS, own));
                    case NOT_DONE, UNDER_WAY -> Stream.empty();
                });
    }

    private List<Difference> between(OwnMovement own, BankMovement bank) {
        var differences = new ArrayList<Difference>();
        boolean nothingMoved = own.state() == OwnMovement.State.NOT_DONE && bank.result() == Result.NOT_DONE;
        boolean bothWait = own.state() == OwnMovement.State.WAITING && bank.result() == Result.OPEN;
        if (nothingMoved || bothWait || own.state() == OwnMovement.State.UNDER_WAY) {
            return differences;
        }
        if (!isSameAmount(own, bank)) {
            differences.add(difference(Kind.AMOUNT_DIFFERS, Optional.of(own), bank));
        }
        boolean bothDone = own.state() == OwnMovement.State.DONE && bank.result() == Result.DONE;
        if (!bothDone || own.direction() != bank.direction()) {
            differences.add(difference(Kind.STATE_DIFFERS, Optional.of(own), bank));
        }
        return differences;
    }

    private static boolean isSameAmount(OwnMovement own, BankMovement bank) {
        return own.amount().currency().name().equals(bank.currency())
                && own.amount().majorUnits().compareTo(bank.amount()) == 0;
    }

    /// Captures beside the one that pays the order, except those that were given back whole.
    private Stream<Difference> duplicates() {
        var undone = undone();
        var kept = theirs.stream()
                .filter(bank -> bank.direction() == Direction.TAKEN && bank.result() == Result.DONE)
                .filter(bank -> !undone.contains(bank.transaction()))
                .toList();
        int paying = IntStream.range(0, kept.size())
                .filter(i -> own(kept.get(i))
                        .filter(own -> own.state() == OwnMovement.State.DONE)
                        .isPresent())
                .findFirst()
                .orElse(0);
        return IntStream.range(0, kept.size())
                .filter(i -> i != paying)
                .mapToObj(kept::get)
                .map(bank -> difference(Kind.DUPLICATE_CAPTURE, own(bank), bank));
    }

    /// The transactions that a void names, and those of our charges whose reversal the bank has done.
    private Set<String> undone() {
        var done = theirs.stream()
                .filter(bank -> bank.direction() == Direction.GIVEN_BACK && bank.result() == Result.DONE)
                .toList();
        var voided = done.stream().flatMap(bank -> bank.target().stream());
        var reversed = done.stream()
                .flatMap(bank -> own(bank).stream())
                .flatMap(reversal -> ours.stream()
                        .filter(own ->
                                own.direction() == Direction.TAKEN && own.id().equals(reversal.id())))
                .map(OwnMovement::transaction);
        return Stream.concat(voided, reversed).collect(Collectors.toSet());
    }

    private Optional<OwnMovement> own(BankMovement bank) {
        return Optional.ofNullable(oursByTransaction.get(bank.transaction()));
    }

    private Difference difference(Kind kind, Optional<OwnMovement> own, BankMovement bank) {
        return new Difference(kind, source, bank.order(), bank.transaction(), own, Optional.of(bank));
    }

    private Difference onlyHere(Kind kind, OwnMovement own) {
        return new Difference(kind, source, own.order(), own.transaction(), Optional.of(own), Optional.empty());
    }
}
