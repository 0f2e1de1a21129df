package dev.sarraf.processors.mpgs;

import dev.sarraf.processors.BankClock;
import dev.sarraf.processors.ProcessorAccount;
import java.net.URI;
import java.time.Duration;

/// Moves the clock of the gateway simulator by its own administration call. A real gateway has none.
public final class SimulatorClock implements BankClock {
    private final SimulatorDesk desk;

    public SimulatorClock(URI gateway) {
        this.desk = new SimulatorDesk(gateway);
    }

    @Override
    public void moveTo(ProcessorAccount account, Duration ahead) {
        desk.put(account, "clock", "{\"aheadSeconds\":" + ahead.toSeconds() + "}");
    }
}
