package dev.sarraf.cli.prove;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Lets customers pay while the bank goes wrong in every way it knows, and looks whether all is known and right
/// once it is quiet again.
final class BankFaults {
    static final String TRIAL = "A payment under bank faults";

    private static final int AT_A_TIME = 20;
    private static final int WIDTH = 6;

    /// Longer than the servers here wait for the bank.
    private static final int TOO_LONG_MILLIS = 2_300;

    private static final List<String> OF_MONEY = List.of(
            "dropBefore",
            "dropAfter",
            "status5xxWithoutEffect",
            "status5xxWithEffect",
            "html502WithoutEffect",
            "html502WithEffect",
            "halfAnswer",
            "serverBusy",
            "lockFailure",
            "unknownThenApproved",
            "unknownThenDeclined",
            "timedOutThenApproved",
            "partiallyApproved",
            "decline");

    private static final List<String> OF_QUESTIONS =
            List.of("dropBefore", "dropAfter", "status5xxWithEffect", "html502WithEffect", "halfAnswer", "serverBusy");

    private static final List<String> QUESTIONS = List.of(
            "RETRIEVE_TRANSACTION",
            "RETRIEVE_TRANSACTION",
            "CREATE_SESSION",
            "UPDATE_SESSION",
            "INITIATE_AUTHENTICATION",
            "AUTHENTICATE_PAYER");

    private final World world;
    private final Tally tally;
    private final SplittableRandom random;
    private final Duration patience;
    private final Progress progress;

    /// @param patience how long the last of it may take to settle once the bank is well
    BankFaults(World world, Tally tally, SplittableRandom random, Duration patience, Progress progress) {
        this.patience = patience;
        this.world = world;
        this.tally = tally;
        this.random = random;
        this.progress = progress;
    }

    void run(int payments) throws InterruptedException {
        for (int done = 0; done < payments; done += AT_A_TIME) {
            progress.say("payments under bank faults, %d of %d".formatted(done, payments));
            world.faults(trouble());
            Together.times(
                    Math.min(AT_A_TIME, payments - done), WIDTH, () -> tally.trial(TRIAL, () -> pay(nextCard())));
        }
        world.calm();
        world.shop().advance(Duration.ofSeconds(30));
        world.books().settle(TRIAL, patience);
    }

    /// One fault for each of a few payments.
    void run(List<Fault> faults) throws InterruptedException {
        world.faults(faults);
        Together.times(faults.size(), faults.size(), () -> tally.trial(TRIAL, () -> pay(Customer.TestCard.APPROVED)));
        world.calm();
        world.books().settle(TRIAL, patience);
    }

    /// A customer who does not get to the merchant tries once more, which is how money is taken twice where
    /// anything is.
    private void pay(Customer.TestCard card) throws InterruptedException {
        var session = world.open();
        var customer = world.customer();
        if (!customer.pay(customer.open(session), card)
                && world.shop()
                        .session(session.path("id").asString())
                        .path("status")
                        .asString()
                        .equals("open")) {
            customer.tryAgain(session, Customer.TestCard.APPROVED);
        }
    }

    private List<Fault> trouble() {
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < AT_A_TIME; i++) {
            faults.add(
                    switch (random.nextInt(10)) {
                        case 0, 1, 2 -> Fault.of("PAY", "none");
                        case 3 -> new Fault("PAY", "none", TOO_LONG_MILLIS, 0);
                        case 4 -> new Fault("PAY", "none", 0, TOO_LONG_MILLIS);
                        default -> Fault.of("PAY", any(OF_MONEY));
                    });
        }
        for (int i = 0; i < AT_A_TIME / 2; i++) {
            faults.add(Fault.of(any(QUESTIONS), any(OF_QUESTIONS)));
        }
        return faults;
    }

    private synchronized Customer.TestCard nextCard() {
        return switch (random.nextInt(10)) {
            case 0 -> Customer.TestCard.DECLINED;
            case 1 -> Customer.TestCard.UNKNOWN_AT_FIRST;
            case 2, 3 -> Customer.TestCard.CHALLENGED;
            default -> Customer.TestCard.APPROVED;
        };
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
