package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.record.Journal;
import dev.sarraf.simulator.record.Span;
import dev.sarraf.simulator.web.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The orders of one merchant.
///
/// A change is decided on the order as it is, made durable, and only then seen by anybody, one change of an order
/// at a time. That is a matter of milliseconds and waits; an operation that finds another one under way on its
/// order is turned away instead, which is what [#enter] is for.
public final class Orders {
    /// Shared by all merchants: enough that two orders seldom meet, few enough to cost nothing.
    private static final ReentrantLock[] LOCKS =
            Stream.generate(ReentrantLock::new).limit(256).toArray(ReentrantLock[]::new);

    private final Merchant merchant;
    private final Journal journal;
    private final Map<String, Order> orders = new ConcurrentHashMap<>();
    private final Map<String, ChallengeRef> challenges = new ConcurrentHashMap<>();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Set<String> awaiting = ConcurrentHashMap.newKeySet();

    /// Where a challenge belongs.
    private record ChallengeRef(String order, String transaction) {}

    /// What a change comes to: the fact, and what is told of it.
    record Decision(Fact fact, ObjectNode answer) {}

    /// An order's transaction.
    record Place(Order order, Transaction transaction) {}

    Orders(Merchant merchant, Journal journal) {
        this.merchant = merchant;
        this.journal = journal;
    }

    /// The order as it is now, answers of the bank that have come in meanwhile included.
    Optional<Order> find(String id) {
        if (awaiting.contains(id)) {
            locked(id, () -> {
                settleDue(id);
                return id;
            });
        }
        return Optional.ofNullable(orders.get(id));
    }

    /// Takes note of every answer of the bank that is due.
    public void settleAllDue() {
        awaiting.forEach(this::find);
    }

    /// What moved money, or was meant to, from one time on and before another, oldest first.
    public List<Movement> movements(Instant from, Instant to) {
        return orders.values().stream()
                .flatMap(order -> order.transactions()
                        .filter(it -> it.takesOrGives()
                                && !it.time().isBefore(from)
                                && it.time().isBefore(to))
                        .map(it -> Movement.of(order, it)))
                .sorted(Comparator.comparing(Movement::time)
                        .thenComparing(Movement::order)
                        .thenComparing(Movement::transaction))
                .toList();
    }

    /// Begins an operation on an order.
    ///
    /// @return whether there is no other one under way; if so, [#leave] must follow
    boolean enter(String id) {
        return underWay.add(id);
    }

    void leave(String id) {
        underWay.remove(id);
    }

    /// Changes an order, durably.
    ///
    /// @return the answer's bytes, as they lie in the record
    byte[] change(String id, Function<Optional<Order>, Decision> decide) {
        return locked(id, () -> {
            settleDue(id);
            return commit(decide.apply(Optional.ofNullable(orders.get(id))));
        });
    }

    /// Where the challenge of this token belongs.
    Optional<Place> ofChallenge(String token) {
        return Optional.ofNullable(challenges.get(token))
                .flatMap(it -> find(it.order())
                        .flatMap(order ->
                                order.transaction(it.transaction()).map(transaction -> new Place(order, transaction))));
    }

    /// Changes an existing order, durably, if this is not true of it.
    void changeUnless(String id, Predicate<Order> done, Function<Order, Decision> decide) {
        locked(id, () -> {
            settleDue(id);
            Optional.ofNullable(orders.get(id)).filter(done.negate()).ifPresent(it -> commit(decide.apply(it)));
            return id;
        });
    }

    byte[] bytes(Span answer) {
        return journal.read(answer);
    }

    ObjectNode tree(Span answer) {
        return Json.parseOwn(bytes(answer));
    }

    private byte[] commit(Decision decision) {
        var bytes = Json.bytes(decision.answer());
        restore(decision.fact(), journal.append(decision.fact().json(), bytes));
        return bytes;
    }

    /// Takes over a fact that is on the disk.
    void restore(Fact fact, Span answer) {
        var id = fact.head().id();
        var order = Order.after(Optional.ofNullable(orders.get(id)), fact, answer);
        orders.put(id, order);
        if (order.transactions().anyMatch(it -> it.awaited().isPresent())) {
            awaiting.add(id);
        } else {
            awaiting.remove(id);
        }
        fact.transaction()
                .authentication()
                .flatMap(Authentication::challenge)
                .ifPresent(it -> challenges.put(
                        it.token(), new ChallengeRef(id, fact.transaction().id())));
    }

    private void settleDue(String id) {
        if (awaiting.contains(id)) {
            for (var due = due(id); due.isPresent(); due = due(id)) {
                commit(due.get());
            }
        }
    }

    /// What comes of the first answer of the bank that is due by now.
    private Optional<Decision> due(String id) {
        var now = merchant.now();
        return Optional.ofNullable(orders.get(id))
                .flatMap(order -> order.steps().stream()
                        .filter(it -> it.transaction()
                                .awaited()
                                .filter(awaited -> awaited.due(now))
                                .isPresent())
                        .findFirst()
                        .map(it -> Resolution.of(merchant, order, it, tree(it.latest()))));
    }

    private static <T> T locked(String id, Supplier<T> work) {
        var lock = LOCKS[Math.floorMod(id.hashCode(), LOCKS.length)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
