package dev.sarraf;

import dev.sarraf.checkout.TestHelperApi;
import dev.sarraf.http.Route;
import dev.sarraf.ids.Random62;
import dev.sarraf.ids.Secret;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.merchants.TestClock;
import dev.sarraf.page.TestPaymentApi;
import dev.sarraf.payments.TestBankApi;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.mpgs.SimulatorClock;
import dev.sarraf.processors.mpgs.SimulatorMood;
import dev.sarraf.webhooks.ListenerApi;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// What test mode has and live mode must never have: a clock that can be moved, customers without a browser,
/// accounts at a simulated bank.
final class TestTools {
    private final ModeParts test;
    private final List<Route> routes;

    /// @param gateway where the simulated bank is
    TestTools(ModeParts test, URI gateway) {
        this.test = test;
        this.routes = Stream.of(
                        new TestHelperApi(
                                        test.idempotency(),
                                        new TestClock(),
                                        test.accounts(),
                                        new SimulatorClock(gateway),
                                        test.sessions(),
                                        test.localCharges(),
                                        test.bell())
                                .routes(),
                        new TestPaymentApi(test.till(), test.sessions(), test.idempotency(), InstantSource.system())
                                .routes(),
                        new TestBankApi(test.idempotency(), test.accounts(), new SimulatorMood(gateway)).routes(),
                        new ListenerApi(test.listeners(), test.streams(), test.idempotency(), InstantSource.system())
                                .routes())
                .flatMap(List::stream)
                .toList();
    }

    /// What test keys reach besides the routes of every mode.
    List<Route> routes() {
        return routes;
    }

    /// Opens an account at the simulated bank for a merchant that has none.
    void enroll(MerchantId merchant) {
        var account = new ProcessorAccount("TEST_" + merchant, new Secret(Random62.text(32)));
        test.database().inTransaction(tx -> {
            test.accounts().add(tx, merchant, account);
            return account;
        });
    }
}
