package dev.sarraf.cli.prove;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/// Lets customers race for what there is little of, and merchants change what customers are about to pay.
final class SaleRaces {
    static final String CHANGES = "A session's amount changes while it is paid";
    static final String STOCK = "More customers than there is stock";
    static final String REDEMPTIONS = "More customers than a coupon has redemptions";

    private static final int WIDTH = 4;
    private static final int THERE_ARE = 3;
    private static final int CUSTOMERS = 8;
    private static final long SHOWN = 149_900;

    private final World world;
    private final Tally tally;
    private final Moment moment;
    private final Duration patience;

    /// @param patience how long a race may take to settle
    SaleRaces(World world, Tally tally, SplittableRandom random, Duration patience) {
        this.world = world;
        this.tally = tally;
        this.moment = new Moment(random.split());
        this.patience = patience;
    }

    /// A customer pays what the page showed while the merchant changes it. Each has to win sometimes.
    void changes(int trials) throws InterruptedException {
        var changed = new AtomicInteger();
        Together.times(
                trials,
                WIDTH,
                () -> tally.trial(CHANGES, () -> {
                    if (change()) {
                        changed.incrementAndGet();
                    }
                }));
        world.books().settle(CHANGES, patience);
        if (changed.get() == 0 || changed.get() == trials) {
            breach(CHANGES, Invariant.ANSWERS, "changing won %d of %d races".formatted(changed.get(), trials));
        }
    }

    /// Whether changing won.
    private boolean change() throws InterruptedException {
        var session = world.open();
        var id = session.path("id").asString();
        var page = world.customer().open(session);
        var pause = moment.next();
        var answer = new AtomicReference<Web.Answer>();
        Together.atOnce(List.<Callable<Boolean>>of(() -> world.customer().pay(page, Customer.TestCard.APPROVED), () -> {
            Thread.sleep(pause);
            answer.set(world.shop().reprice(id, 9_900));
            return true;
        }));
        var now = world.shop().session(id);
        boolean changed = answer.get().status() == 200;
        if (!changed && answer.get().status() != 409) {
            breach(CHANGES, Invariant.ANSWERS, id + " could not be changed: " + answer.get());
        }
        if (isPaid(now) && now.at("/paymentIntent/amountReceived").asLong() != SHOWN) {
            breach(CHANGES, Invariant.CONFIRMED, id + " showed " + SHOWN + " and charged " + now.path("paymentIntent"));
        }
        if (isPaid(now) == changed) {
            breach(CHANGES, Invariant.CONFIRMED, id + (changed ? " changed and paid" : " neither changed nor paid"));
        }
        moment.was(changed);
        return changed;
    }

    /// Many customers want the last few.
    void stock(int trials) throws InterruptedException {
        Together.times(trials, 1, () -> tally.trial(STOCK, this::stock));
        world.books().settle(STOCK, patience);
    }

    private void stock() throws InterruptedException {
        var price = world.shop().price(THERE_ARE);
        long sold = crowd("\"lineItems\": [{\"quantity\": 1, \"price\": \"" + price + "\"}]");
        var now = world.shop().get("/prices/" + price).expect(200).json();
        long left = now.path("stock").asLong();
        if (sold != THERE_ARE || left != 0) {
            breach(
                    STOCK,
                    Invariant.STOCK,
                    "%s: %d were there, %d were sold, %d are left".formatted(price, THERE_ARE, sold, left));
        }
    }

    /// Many customers have a coupon that few may use.
    void redemptions(int trials) throws InterruptedException {
        Together.times(trials, 1, () -> tally.trial(REDEMPTIONS, this::redemptions));
        world.books().settle(REDEMPTIONS, patience);
    }

    private void redemptions() throws InterruptedException {
        var coupon = world.shop().coupon(THERE_ARE);
        long used = crowd(Shop.LINES + ", \"discounts\": [{\"coupon\": \"" + coupon + "\"}]");
        var now = world.shop().get("/coupons/" + coupon).expect(200).json();
        long redeemed = now.path("timesRedeemed").asLong();
        if (used != THERE_ARE || redeemed != THERE_ARE) {
            breach(
                    REDEMPTIONS,
                    Invariant.STOCK,
                    "%s: %d may use it, %d did, %d are counted".formatted(coupon, THERE_ARE, used, redeemed));
        }
    }

    /// As many customers as there are pay at the same moment, and who was turned away tries again. Returns how many
    /// have paid.
    private long crowd(String goods) throws InterruptedException {
        var sessions = new ArrayList<JsonNode>();
        var payments = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < CUSTOMERS; i++) {
            var session = world.noted(world.shop().sell(goods));
            var page = world.customer().open(session);
            sessions.add(session);
            payments.add(() -> world.customer().pay(page, Customer.TestCard.APPROVED));
        }
        Together.atOnce(payments);
        long paid = 0;
        for (var session : sessions) {
            var id = session.path("id").asString();
            if (!isPaid(world.shop().session(id))) {
                world.customer().tryAgain(session, Customer.TestCard.APPROVED);
            }
            paid += isPaid(world.shop().session(id)) ? 1 : 0;
        }
        return paid;
    }

    private static boolean isPaid(JsonNode session) {
        return session.path("paymentStatus").asString().equals("paid");
    }

    private void breach(String trial, Invariant invariant, String what) {
        tally.breach(trial, new Problem(invariant, what));
    }
}
