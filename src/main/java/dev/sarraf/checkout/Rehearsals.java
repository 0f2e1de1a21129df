package dev.sarraf.checkout;

import dev.sarraf.merchants.MerchantId;
import dev.sarraf.payments.LocalCharges;
import dev.sarraf.processors.ProcessorAccounts;
import dev.sarraf.processors.local.TestCustomers;

/// Lets the customers of a simulated provider do what a test wants of them, and looks what came of it.
public final class Rehearsals {
    private final TestCustomers customers;
    private final ProcessorAccounts accounts;
    private final LocalCharges charges;

    public Rehearsals(TestCustomers customers, ProcessorAccounts accounts, LocalCharges charges) {
        this.customers = customers;
        this.accounts = accounts;
        this.charges = charges;
    }

    /// Does something about the latest local attempt of a session. False where it is over, or its customer cannot do
    /// this.
    ///
    /// @throws dev.sarraf.processors.ProcessorUnavailable where the simulator does not answer
    boolean act(MerchantId merchant, String session, TestCustomers.Act act) {
        var latest = charges.latest(merchant, session);
        boolean done = latest.map(known -> customers.act(accounts.get(merchant), known.ids(), act))
                .orElse(false);
        if (done) {
            charges.look(merchant, session, latest.orElseThrow().charge());
        }
        return done;
    }
}
