package dev.sarraf.simulator.gateway;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which authentications' browsers have loaded the issuer's hidden page. Only worth remembering until the payer is
/// authenticated, so it is not on the record.
public final class MethodVisits {
    /// Anybody can post to the hidden page; beyond this many, visits are not remembered.
    private static final int MAX = 10_000;

    private final Set<String> visited = ConcurrentHashMap.newKeySet();

    public void add(String serverTransactionId) {
        if (visited.size() < MAX) {
            visited.add(serverTransactionId);
        }
    }

    boolean take(String serverTransactionId) {
        return visited.remove(serverTransactionId);
    }
}
