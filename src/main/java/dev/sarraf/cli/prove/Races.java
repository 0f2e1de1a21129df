package dev.sarraf.cli.prove;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Lets things happen to one session at the same moment, over HTTP.
final class Races {
    static final String PAY_OR_EXPIRE = "Pay or expire, at the same moment";
    static final String TABS = "Two tabs with two cards";
    static final String CLICKS = "One form sent ten times at once";

    static final String IN_FLIGHT = "A session ends while the bank is at work on it";

    private static final int SLOW_MILLIS = 1_200;
    private static final int WIDTH = 4;
    private static final int MANY_CLICKS = 10;
    private static final Set<String> LOST = Set.of("payment_still_confirming", "resource_invalid_state");

    private final World world;
    private final Tally tally;
    private final SplittableRandom random;
    private final Duration patience;

    /// How long a payment takes, in nanoseconds, so that expiring can come at any moment of it.
    private final AtomicLong payment = new AtomicLong(50_000_000);

    /// @param patience how long a race may take to settle
    Races(World world, Tally tally, SplittableRandom random, Duration patience) {
        this.patience = patience;
        this.world = world;
        this.tally = tally;
        this.random = random;
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
        long pause = nextLong(payment.get());
        var expiry = new AtomicReference<Web.Answer>();
        var led = new AtomicBoolean();
        Together.atOnce(List.<Callable<Boolean>>of(
                () -> {
                    long start = System.nanoTime();
                    led.set(world.customer().pay(page, Customer.TestCard.APPROVED));
                    payment.updateAndGet(usual -> (usual * 15 + System.nanoTime() - start) / 16);
                    return true;
                },
                () -> {
                    Thread.sleep(Duration.ofNanos(pause));
                    expiry.set(world.shop().expire(id));
                    return true;
                }));
        boolean expired = expiry.get().status() == 200;
        if (!expired
                && !(expiry.get().status() == 409 && LOST.contains(expiry.get().errorCode()))) {
            breach(PAY_OR_EXPIRE, id + " could not expire: " + expiry.get());
        }
        if (expired == led.get()) {
            breach(PAY_OR_EXPIRE, id + (expired ? " expired and paid" : " neither expired nor paid"));
        }
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

    /// A session's time is up while the bank is certainly at work on it.
    void timeIsUpInFlight() throws InterruptedException {
        inFlight(_ -> world.shop().advance(World.LIFE.plusSeconds(1)));
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
        });
        world.calm();
        world.books().settle(IN_FLIGHT, patience);
    }

    private boolean isWithBank(String id) throws InterruptedException {
        return world.shop().session(id).at("/paymentIntent/status").asString("").equals("PROCESSING");
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
