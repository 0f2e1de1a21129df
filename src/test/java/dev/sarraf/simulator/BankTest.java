package dev.sarraf.simulator;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// One running bank per class, and for each test a merchant that nobody has seen before.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BankTest {
    private static final AtomicInteger MERCHANTS = new AtomicInteger();

    /// The card that is approved without a challenge.
    static final String GOOD_CARD = Shop.card("5123456789012346", "01/39", "100");

    Simulator bank;
    Path folder;
    Shop shop;

    @BeforeAll
    void startBank(@TempDir Path folder) {
        this.folder = folder;
        bank = Simulator.start(SimulatorSettings.local(0, folder));
    }

    @BeforeEach
    void openShop() {
        shop = Shop.of(bank, "TEST" + MERCHANTS.incrementAndGet());
    }

    @AfterAll
    void stopBank() {
        bank.close();
    }
}
