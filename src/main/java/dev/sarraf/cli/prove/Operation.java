package dev.sarraf.cli.prove;

import dev.sarraf.db.FaultPoint;
import dev.sarraf.ids.Random62;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Something that a customer or a merchant does, on which a server may die.
enum Operation {
    PAY("pay") {
        @Override
        void run(World world) throws InterruptedException {
            world.customer().pay(world.customer().open(world.open()), Customer.TestCard.APPROVED);
        }
    },
    PAY_WITH_CHALLENGE("pay") {
        @Override
        void run(World world) throws InterruptedException {
            world.customer().pay(world.customer().open(world.open()), Customer.TestCard.CHALLENGED);
        }
    },
    PAY_DECLINED("pay") {
        @Override
        void run(World world) throws InterruptedException {
            world.customer().pay(world.customer().open(world.open()), Customer.TestCard.DECLINED);
        }
    },
    EXPIRE("expire") {
        @Override
        void run(World world) throws InterruptedException {
            world.shop().expire(world.open().path("id").asString()).expect(200);
        }
    },
    EXPIRE_BY_CLOCK("expire") {
        @Override
        void run(World world) throws InterruptedException {
            world.open(SHORT_LIFE);
            world.shop().advance(SHORT_LIFE.plusSeconds(1));
        }
    },
    DELIVER("delivery") {
        @Override
        void run(World world) throws InterruptedException {
            PAY.run(world);
        }
    },
    SUPERSEDE("expire") {
        @Override
        void run(World world) throws InterruptedException {
            var reference = "order " + Random62.text(12);
            world.openForOrder(reference);
            world.openForOrder(reference);
        }
    },
    REFUND("refund") {
        @Override
        void run(World world) throws InterruptedException {
            refund(world, world.openAndPay());
        }
    },
    REFUND_DECLINED("refund") {
        @Override
        void run(World world) throws InterruptedException {
            var paid = world.openAndPay();
            world.faults(List.of(Fault.of("REFUND", "decline")));
            refund(world, paid);
        }
    },
    /// The bank approves less than was asked for, which is a decline once that is given back.
    PAY_IN_PART("pay") {
        @Override
        void run(World world) throws InterruptedException {
            payInPart(world);
        }
    },
    GIVE_A_PART_BACK("reversal") {
        @Override
        void run(World world) throws InterruptedException {
            payInPart(world);
        }
    },
    /// The bank finds out that it has captured a charge which it called failed, when the session has expired.
    REVERSE("reversal") {
        @Override
        void run(World world) throws InterruptedException {
            var session = world.open();
            world.faults(List.of(Fault.of("PAY", "timedOutThenApproved")));
            world.customer().pay(world.customer().open(session), Customer.TestCard.APPROVED);
            world.shop().expire(session.path("id").asString());
        }
    };

    /// EGP 100.00
    private static final long SOME = 10_000;

    /// The shortest that a session can have.
    private static final Duration SHORT_LIFE = Duration.ofMinutes(30);

    private final String points;

    /// @param points what the names of the fault points begin with that it comes by
    Operation(String points) {
        this.points = points;
    }

    /// Does it, from a new session on.
    ///
    /// @throws LostAnswer where the server died meanwhile
    abstract void run(World world) throws InterruptedException;

    /// Whether it comes by this fault point.
    boolean passes(FaultPoint point) {
        return point.text().startsWith(points + ".");
    }

    private static void payInPart(World world) throws InterruptedException {
        var session = world.open();
        world.faults(List.of(Fault.of("PAY", "partiallyApproved")));
        world.customer().pay(world.customer().open(session), Customer.TestCard.APPROVED);
    }

    /// Under load a payment may be at the bank still, and then there is nothing to refund.
    private static void refund(World world, JsonNode paid) throws InterruptedException {
        world.shop().refund(paid.at("/paymentIntent/latestCharge/id").asString(), SOME);
    }

    /// `pay with challenge`
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
