package dev.sarraf.cli.prove;

import dev.sarraf.http.Json;
import dev.sarraf.ids.Random62;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/// Lets things happen to one session at the same moment, over HTTP.
final class Races {
    static final String PAY_OR_EXPIRE = "Pay or expire, at the same moment";
    static final String TABS = "Two tabs with two cards";
    static final String CLICKS = "One form sent ten times at once";

    static final String IN_FLIGHT = "A session ends while the bank is at work on it";

    static final String REFUNDS = "Twenty refunds of one payment at once";
    static final String KEYS = "Fifty equal requests with one idempotency key at once";
    static final String ORDERS = "One order paid from two sessions";
    static final String LATE = "A charge that failed turns out to have been captured";

    private static final int MANY_REFUNDS = 20;
    private static final int MANY_EQUALS = 50;
    private static final Set<String> ORDER_TAKEN = Set.of("order_payment_in_progress", "order_already_paid");

    private static final int SLOW_MILLIS = 1_200;
    private static final int WIDTH = 4;
    private static final int MANY_CLICKS = 10;
    private static final Set<String> LOST = Set.of("payment_still_confirming", "resource_invalid_state");

    private final World world;
    private final Tally tally;
    private final SplittableRandom random;
    private final Duration patience;
    private final Moment expiring;
    private final Moment ordering;

    /// @param patience how long a race may take to settle
    Races(World world, Tally tally, SplittableRandom random, Duration patience) {
        this.patience = patience;
        this.world = world;
        this.tally = tally;
        this.random = random;
        this.expiring = new Moment(random.split());
        this.ordering = new Moment(random.split());
    }

    /// A customer pays and the merchant expires the session at some moment of it. Each has to win sometimes.
    void payOrExpire(int trials) throws InterruptedException {
        var expired = new AtomicInteger();
        Together.times(
                trials,
                WIDTH,
                () -> tally.trial(PAY_OR_EXPIRE, () -> {
                    if (payOrExpire()) {
                        expired.incrementAndGet();
                    }
                }));
        world.books().settle(PAY_OR_EXPIRE, patience);
        if (expired.get() == 0 || expired.get() == trials) {
            breach(PAY_OR_EXPIRE, "expiring won %d of %d races".formatted(expired.get(), trials));
        }
    }

    /// Whether expiring won.
    private boolean payOrExpire() throws InterruptedException {
        var session = world.open();
        var id = session.path("id").asString();
        var page = world.customer().open(session);
        var pause = expiring.next();
        var expiry = new AtomicReference<Web.Answer>();
        var led = new AtomicBoolean();
        Together.atOnce(List.<Callable<Boolean>>of(
                () -> {
                    led.set(world.customer().pay(page, Customer.TestCard.APPROVED));
                    return true;
                },
                () -> {
                    Thread.sleep(pause);
                    expiry.set(world.shop().expire(id));
                    return true;
                }));
        boolean expired = expiry.get().status() == 200;
        if (!expired
                && !(expiry.get().status() == 409 && LOST.contains(expiry.get().errorCode()))) {
            breach(PAY_OR_EXPIRE, id + " could not expire: " + expiry.get());
        }
        // A customer who waited too long on a slow machine is led on by the page later.
        boolean paid = led.get() || (!expired && Waiting.until(patience, () -> isPaid(session)));
        if (expired == paid) {
            breach(PAY_OR_EXPIRE, id + (expired ? " expired and paid" : " neither expired nor paid"));
        }
        expiring.was(expired);
        return expired;
    }

    /// A session is open in two tabs, and a different card is sent from each. One of them leads to the merchant.
    void tabs(int trials) throws InterruptedException {
        Together.times(
                trials,
                WIDTH,
                () -> tally.trial(TABS, () -> {
                    var session = world.open();
                    var one = world.customer().open(session);
                    var other = world.customer().open(session);
                    Together.atOnce(List.of(
                            () -> world.customer().pay(one, Customer.TestCard.APPROVED),
                            () -> world.customer().pay(other, Customer.TestCard.OTHER_APPROVED)));
                }));
        world.books().settle(TABS, patience);
    }

    /// A form is sent many times over, and makes one charge.
    void clicks(int trials) throws InterruptedException {
        Together.times(
                trials,
                1,
                () -> tally.trial(CLICKS, () -> {
                    var session = world.open();
                    var page = world.customer().open(session);
                    Callable<Boolean> click = () -> world.customer().pay(page, Customer.TestCard.APPROVED);
                    Together.atOnce(Collections.nCopies(MANY_CLICKS, click));
                    int charges = world.shop()
                            .session(session.path("id").asString())
                            .at("/paymentIntent/charges")
                            .size();
                    if (charges != 1) {
                        breach(CLICKS, session.path("id").asString() + " has " + charges + " charges");
                    }
                }));
        world.books().settle(CLICKS, patience);
    }

    /// The merchant expires a session while the bank is certainly at work on it, and has to be told so.
    void expireInFlight() throws InterruptedException {
        inFlight(id -> {
            var answer = world.shop().expire(id);
            if (answer.status() != 409) {
                breach(IN_FLIGHT, id + " could expire while the bank was at work on it: " + answer);
            }
        });
    }

    /// A session's time is up while the bank is certainly at work on it. What the bank takes then counts.
    void timeIsUpInFlight() throws InterruptedException {
        inFlight(_ -> world.shop().advance(World.LIFE.plusSeconds(1)));
    }

    /// Many refunds of one payment, which together are more than it took.
    void refunds(int trials) throws InterruptedException {
        Together.times(trials, 2, () -> tally.trial(REFUNDS, this::refunds));
        world.books().settle(REFUNDS, patience);
    }

    private void refunds() throws InterruptedException {
        var charge = world.openAndPay().at("/paymentIntent/latestCharge");
        var id = charge.path("id").asString();
        long amount = charge.path("amount").asLong();
        // Three or four are too many, so that a slow machine comes to that before the others give up waiting.
        Callable<Web.Answer> refund = () -> world.shop().refund(id, amount / 4 + nextLong(amount / 4));
        long given = 0;
        for (var answer : Together.atOnce(Collections.nCopies(MANY_REFUNDS, refund))) {
            if (answer.status() == 201) {
                given += answer.json().path("amount").asLong();
            } else if (answer.status() != 400 && answer.status() != 409) {
                breach(REFUNDS, "a refund of " + id + " was answered with " + answer);
            }
        }
        if (given > amount) {
            tally.breach(REFUNDS, new Problem(Invariant.REFUNDS, id + " took " + amount + " and gave back " + given));
        }
    }

    /// Many equal requests with one idempotency key: for a session, or for a refund.
    void keys(int trials) throws InterruptedException {
        var turn = new AtomicInteger();
        Together.times(
                trials,
                1,
                () -> tally.trial(KEYS, () -> {
                    if (turn.getAndIncrement() % 2 == 0) {
                        equalRequests("/checkout/sessions", Shop.order("\"expiresAfterMinutes\": 60"))
                                .forEach(made -> world.noted(Json.readOwn(made)));
                    } else {
                        var charge = world.openAndPay().at("/paymentIntent/latestCharge/id");
                        equalRequests("/refunds", Shop.refundOf(charge.asString(), 1_000));
                    }
                }));
        world.books().settle(KEYS, patience);
    }

    /// What the requests made: one thing, as long as the key is worth something.
    private Set<String> equalRequests(String path, String body) throws InterruptedException {
        var key = Random62.text(24);
        var made = new HashSet<String>();
        Callable<Web.Answer> request = () -> world.shop().post(path, body, key);
        for (var answer : Together.atOnce(Collections.nCopies(MANY_EQUALS, request))) {
            if (answer.status() == 201) {
                made.add(answer.body());
            } else if (answer.status() != 409) {
                breach(KEYS, path + " with a key was answered with " + answer);
            }
        }
        made.add(world.shop().post(path, body, key).expect(201).body());
        if (made.size() != 1) {
            tally.breach(KEYS, new Problem(Invariant.ONCE, path + " with one key has made " + made));
        }
        return made;
    }

    /// A customer pays one session of an order while the merchant opens another one for it, and pays that too if
    /// it can.
    void orders(int trials) throws InterruptedException {
        Together.times(trials, WIDTH, () -> tally.trial(ORDERS, this::order));
        world.books().settle(ORDERS, patience);
    }

    private void order() throws InterruptedException {
        var reference = "order " + Random62.text(12);
        var sessions = new ArrayList<JsonNode>();
        sessions.add(world.openForOrder(reference));
        var page = world.customer().open(sessions.getFirst());
        var pause = ordering.next();
        var second = new AtomicReference<Web.Answer>();
        Together.atOnce(List.of(() -> world.customer().pay(page, Customer.TestCard.APPROVED), () -> {
            Thread.sleep(pause);
            second.set(world.shop().openForOrder(reference));
            return true;
        }));
        ordering.was(second.get().status() == 201);
        if (second.get().status() == 201) {
            sessions.add(world.noted(second.get().json()));
            world.customer().pay(world.customer().open(sessions.getLast()), Customer.TestCard.OTHER_APPROVED);
        } else if (!ORDER_TAKEN.contains(second.get().errorCode())) {
            breach(ORDERS, "another session of an order was answered with " + second);
        }
        int paid = 0;
        for (var session : sessions) {
            paid += isPaid(session) ? 1 : 0;
        }
        if (paid != 1) {
            tally.breach(ORDERS, new Problem(Invariant.ONE_ORDER, reference + " is paid " + paid + " times"));
        }
    }

    private boolean isPaid(JsonNode session) throws InterruptedException {
        var now = world.shop().session(session.path("id").asString());
        return now.path("paymentStatus").asString().equals("paid");
    }

    /// The bank calls a charge failed and learns better while the session is still open.
    void late() throws InterruptedException {
        world.faults(List.of(Fault.of("PAY", "timedOutThenApproved")));
        tally.trial(LATE, () -> world.customer().pay(world.customer().open(world.open()), Customer.TestCard.APPROVED));
        world.books().settle(LATE, patience);
    }

    private void inFlight(Interruption interruption) throws InterruptedException {
        world.faults(List.of(Fault.slow("PAY", SLOW_MILLIS)));
        tally.trial(IN_FLIGHT, () -> {
            var session = world.open();
            var id = session.path("id").asString();
            var page = world.customer().open(session);
            Together.atOnce(List.of(() -> world.customer().pay(page, Customer.TestCard.APPROVED), () -> {
                if (Waiting.until(patience, () -> isWithBank(id))) {
                    interruption.come(id);
                }
                return true;
            }));
            if (!Waiting.until(patience, () -> isPaid(session))) {
                tally.breach(
                        IN_FLIGHT,
                        new Problem(
                                Invariant.PAID_ONCE, id + " is not paid, though the bank was at work before it ended"));
            }
        });
        world.calm();
        world.books().settle(IN_FLIGHT, patience);
    }

    private boolean isWithBank(String id) throws InterruptedException {
        var order = world.shop().session(id).path("paymentIntentId").asString("");
        return world.movements().stream().anyMatch(movement -> movement.order().equals(order));
    }

    @FunctionalInterface
    private interface Interruption {
        void come(String session) throws InterruptedException;
    }

    private void breach(String trial, String what) {
        tally.breach(trial, new Problem(Invariant.ANSWERS, what));
    }

    private synchronized long nextLong(long bound) {
        return random.nextLong(bound);
    }
}
