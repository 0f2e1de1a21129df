package dev.sarraf.cli.prove;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares what the API says of all sessions of a world with the bank's own record and with what webhooks told.
///
/// Sessions that were found right are left alone until something happens to them, or until all are looked at again.
final class Books {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /// Longer than a dead sender's lease lasts and rounds are apart, and than the bank here takes to learn better.
    private static final Duration CALM = Duration.ofSeconds(3);

    /// The families of events that follow from no one session.
    private static final Set<String> SHARED = Set.of("customer", "product", "price", "coupon", "promotion_code");

    private final World world;
    private final Tally tally;

    /// Sessions to look at.
    private final Set<String> awake = new HashSet<>();

    /// Sessions that were found right, with what follows from them.
    private final Map<String, SessionFacts> right = new LinkedHashMap<>();

    /// What can never be right again.
    private final Set<Problem> lasting = new HashSet<>();

    /// What has been reported already, once.
    private final Set<Problem> reported = new HashSet<>();

    Books(World world, Tally tally) {
        this.world = world;
        this.tally = tally;
    }

    /// A session has come into being.
    synchronized void opened(String session) {
        awake.add(session);
    }

    /// Waits until everything that has happened to sessions lately is in order, and stays so for a while: what
    /// should not come may only be on its way. What is not in order in the end is a breach.
    ///
    /// @param trial what happened to them
    synchronized void settle(String trial, Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        long calmSince = start;
        var problems = look();
        while (System.nanoTime() - start < limit.toNanos()) {
            if (!problems.isEmpty()) {
                calmSince = System.nanoTime();
            } else if (System.nanoTime() - calmSince > CALM.toNanos()) {
                world.letBankLearn();
                problems = look();
                if (problems.isEmpty()) {
                    break;
                }
            }
            Thread.sleep(BETWEEN_LOOKS);
            problems = look();
        }
        for (var problem : problems) {
            if (reported.add(problem)) {
                tally.breach(trial, problem);
            }
        }
    }

    /// Looks at all sessions there have ever been, and lets the program look at its own books.
    synchronized void settleAll(String trial, Duration limit) throws InterruptedException {
        awake.addAll(right.keySet());
        settle(trial, limit);
        world.selfcheck().forEach(problem -> tally.breach(trial, problem));
        for (var invariant : Invariant.values()) {
            tally.looked(invariant, right.size());
        }
    }

    private List<Problem> look() throws InterruptedException {
        var bank = world.movements();
        var told = world.receiver().told();
        // A session can be there whose creation was never answered.
        told.keySet().stream()
                .map(Receiver.Told::object)
                .filter(object -> object.startsWith("cs_") && !right.containsKey(object))
                .forEach(awake::add);
        var problems = lookAtAwake(bank, told);
        var strays = strays(bank, told);
        if (!strays.isEmpty()) {
            // Something has happened to sessions that were right when they were looked at last.
            awake.addAll(right.keySet());
            problems = lookAtAwake(bank, told);
            problems.addAll(strays(bank, told));
        }
        problems.removeIf(reported::contains);
        return problems;
    }

    private List<Problem> lookAtAwake(Set<Movement> bank, Map<Receiver.Told, Integer> told)
            throws InterruptedException {
        var byOrder = bank.stream().collect(groupingBy(Movement::order));
        var problems = new ArrayList<>(lasting);
        for (var id : List.copyOf(awake)) {
            var answer = world.shop().get("/checkout/sessions/" + id);
            if (answer.status() != 200) {
                problems.add(new Problem(Invariant.EVENTS, id + " cannot be read: " + answer));
                continue;
            }
            var facts = SessionFacts.of(answer.json(), bank, world.overturned());
            var before = right.put(id, facts);
            if (before != null && before.isFinal() && !before.status().equals(facts.status())) {
                lasting.add(new Problem(Invariant.FINAL, id + " was " + before.status() + " and is " + facts.status()));
            }
            var found = compare(id, facts, byOrder.getOrDefault(facts.order(), List.of()), told);
            if (found.isEmpty()) {
                awake.remove(id);
            }
            problems.addAll(found);
        }
        return problems;
    }

    private static List<Problem> compare(
            String id, SessionFacts facts, List<Movement> bank, Map<Receiver.Told, Integer> told) {
        var problems = new ArrayList<>(facts.problems());
        long captures =
                bank.stream().filter(movement -> movement.kind().equals("PAY")).count()
                        - bank.stream()
                                .filter(movement -> movement.gaveBack().isPresent())
                                .count();
        if (captures > 1) {
            problems.add(new Problem(Invariant.ONE_CAPTURE, id + " was captured " + captures + " times: " + bank));
        }
        if (!Set.copyOf(bank).equals(facts.movements())) {
            problems.add(new Problem(
                    Invariant.BANK_AGREES, id + ": we say " + facts.movements() + ", the bank says " + bank));
        }
        for (var fact : facts.told().keySet()) {
            int came = told.getOrDefault(fact, 0);
            if (!facts.expects(fact, came)) {
                problems.add(new Problem(
                        Invariant.EVENTS,
                        id + ": " + came + " events instead of " + facts.told().get(fact) + " told of " + fact));
            }
        }
        return problems;
    }

    /// Whether an event is about something that many sessions share, such as a customer or a price.
    private static boolean isShared(Receiver.Told fact) {
        return SHARED.contains(fact.type().substring(0, fact.type().indexOf('.')));
    }

    /// What happened at the bank, or was told, and follows from no session.
    private List<Problem> strays(Set<Movement> bank, Map<Receiver.Told, Integer> told) {
        var moved = new HashSet<Movement>();
        var expecting = new HashMap<Receiver.Told, SessionFacts>();
        right.values().forEach(facts -> {
            moved.addAll(facts.movements());
            facts.told().keySet().forEach(fact -> expecting.put(fact, facts));
            facts.perhaps().keySet().forEach(fact -> expecting.put(fact, facts));
        });
        var problems = new ArrayList<Problem>();
        bank.stream()
                .filter(movement -> !moved.contains(movement))
                .forEach(movement ->
                        problems.add(new Problem(Invariant.BANK_AGREES, "only the bank knows of " + movement)));
        told.forEach((fact, count) -> {
            var facts = expecting.get(fact);
            if (isShared(fact)) {
                return;
            }
            if (facts == null || !facts.expects(fact, count)) {
                problems.add(new Problem(Invariant.EVENTS, count + " events too many or too few told of " + fact));
            }
        });
        if (world.receiver().forged() > 0) {
            problems.add(new Problem(Invariant.EVENTS, "a webhook's signature was not right"));
        }
        return problems;
    }
}
