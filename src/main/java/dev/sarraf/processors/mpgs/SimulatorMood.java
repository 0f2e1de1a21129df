package dev.sarraf.processors.mpgs;

import dev.sarraf.processors.BankMood;
import dev.sarraf.processors.ProcessorAccount;
import java.net.URI;

/// Tells the gateway simulator, by its own administration call, to decline what no test card makes it decline.
public final class SimulatorMood implements BankMood {
    private final SimulatorDesk desk;

    public SimulatorMood(URI gateway) {
        this.desk = new SimulatorDesk(gateway);
    }

    @Override
    public void declineNextRefund(ProcessorAccount account) {
        desk.put(account, "faults", "{\"faults\":[{\"operation\":\"REFUND\",\"fault\":\"decline\"}]}");
    }
}
