package dev.sarraf.cli;

/// Some payments on a server that exists only to be watched, so that the start-up cache knows the code that
/// payments run through and not only that of the start.
final class WarmUp {
    /// Enough for the paths of a payment to be linked and profiled, and still over in seconds.
    private static final int PAYMENTS = 30;

    private WarmUp() {}

    static void run(TestAccount account) throws InterruptedException {
        try (var shopper = new Shopper(account)) {
            for (int i = 0; i < PAYMENTS; i++) {
                shopper.buy();
            }
        }
    }
}
