package dev.sarraf.payments;

import dev.sarraf.ids.MasterKey;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Tells one customer's address from another without keeping it: a keyed hash, worth nothing to whoever has no master
/// key.
public final class AddressKeys {
    private static final int BYTES = 12;

    /// A household, or a phone, has all addresses of one such network.
    private static final int NETWORK_BYTES = 8;

    private static final int UNIQUE_LOCAL = 0xfc;
    private static final int UNIQUE_LOCAL_MASK = 0xfe;

    private final MasterKey masterKey;

    public AddressKeys(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    /// Empty where the address says nothing of a customer: one of this machine or of a private network is a
    /// proxy's, or a developer's.
    public Optional<String> of(String address) {
        return parse(address).filter(AddressKeys::isPublic).map(this::key);
    }

    private static Optional<InetAddress> parse(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isPublic(InetAddress address) {
        boolean isUniqueLocal =
                address instanceof Inet6Address && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
        return !address.isLoopbackAddress()
                && !address.isSiteLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isAnyLocalAddress()
                && !isUniqueLocal;
    }

    private String key(InetAddress address) {
        var bytes = address.getAddress();
        var known = address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes;
        var hash = masterKey.hash("client address", HexFormat.of().formatHex(known));
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }
}
