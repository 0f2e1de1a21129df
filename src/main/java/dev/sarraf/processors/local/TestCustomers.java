package dev.sarraf.processors.local;

import dev.sarraf.db.Database;
import dev.sarraf.processors.BankIds;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.ProcessorUnavailable;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/// The customers of the simulated provider, who do what a test wants of them. A real provider has real ones.
public final class TestCustomers implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ProviderClient client;

    public TestCustomers(URI base) {
        this.client = new ProviderClient(base, TIMEOUT);
    }

    /// What becomes of a payment.
    public enum Act {
        PAY,
        PAY_LATE,
        FAIL,
        LAPSE,
        APPROVE,
        REJECT,
        TIME_OUT
    }

    /// Lets it happen. False where the payment is over, or this is nothing that its customer could do.
    ///
    /// @throws ProcessorUnavailable where the simulator does not answer
    public boolean act(ProcessorAccount account, BankIds ids, Act act) {
        Database.requireNoTransaction("a test customer");
        var name = act.name().toLowerCase(Locale.ROOT).replace('_', '-');
        var reply = client.post(account, "payments/" + ids.transaction() + "/acts/" + name);
        return switch (reply.status()) {
            case 200 -> true;
            case 404, 409 -> false;
            default -> throw new ProcessorUnavailable("the simulated provider: " + reply.why());
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
