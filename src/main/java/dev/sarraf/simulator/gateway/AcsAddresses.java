package dev.sarraf.simulator.gateway;

import java.net.URI;
import java.util.function.Supplier;

/// Where the issuer's pages are, as browsers reach them.
///
/// @param base the simulator's own address, known once it listens
public record AcsAddresses(Supplier<URI> base) {
    String challenge(Merchant merchant, String token) {
        return base.get() + "/acs/challenge/" + merchant.id() + "/" + token;
    }

    String method() {
        return base.get() + "/acs/method";
    }

    String domain() {
        return base.get().getHost();
    }
}
