package dev.sarraf.cli.prove;

import dev.sarraf.db.FaultPoint;
import java.time.Duration;
import java.util.Locale;

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
    };

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

    /// `pay with challenge`
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
