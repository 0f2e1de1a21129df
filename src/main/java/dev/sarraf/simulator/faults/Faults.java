package dev.sarraf.simulator.faults;

import java.util.ArrayList;
import java.util.List;

/// The trouble that a merchant has asked for. It is not part of the record: a restarted bank is a healthy one.
public final class Faults {
    private final List<Fault> waiting = new ArrayList<>();
    private boolean wipesSecurityCodeAtOnce;

    /// Replaces everything.
    ///
    /// @param wipesAtOnce whether a card session forgets its security code after the first operation that uses
    ///     it, as the gateway documents, instead of after the first payment
    public synchronized void replace(List<Fault> faults, boolean wipesAtOnce) {
        waiting.clear();
        waiting.addAll(faults);
        wipesSecurityCodeAtOnce = wipesAtOnce;
    }

    public synchronized List<Fault> waiting() {
        return List.copyOf(waiting);
    }

    public synchronized boolean wipesSecurityCodeAtOnce() {
        return wipesSecurityCodeAtOnce;
    }

    /// The trouble for a call of this operation, used up by one; [Fault#NONE] where there is none.
    public synchronized Fault next(String operation) {
        for (int i = 0; i < waiting.size(); i++) {
            var fault = waiting.get(i);
            if (fault.matches(operation)) {
                if (fault.count() > 1) {
                    waiting.set(i, fault.once());
                } else {
                    waiting.remove(i);
                }
                return fault;
            }
        }
        return Fault.NONE;
    }
}
