package dev.sarraf.targets;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/// The addresses that no stranger may make this server talk to: everything that is not the public internet, and the
/// server itself.
final class DeniedAddresses {
    /// The special-purpose blocks of IPv4 (IANA registry, RFC 6890), multicast and what is reserved.
    private static final List<Block> IPV4 = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10),
            Block.of("127.0.0.0", 8),
            Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.88.99.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("224.0.0.0", 4),
            Block.of("240.0.0.0", 4));

    /// The only block of IPv6 that is handed out for public hosts. Loopback, private, link-local, multicast, mapped
    /// and translated addresses all lie outside.
    private static final Block GLOBAL_UNICAST = Block.of("2000::", 3);

    /// What inside it leads elsewhere: protocol assignments with Teredo, documentation, 6to4, documentation again.
    private static final List<Block> IPV6 =
            List.of(Block.of("2001::", 23), Block.of("2001:db8::", 32), Block.of("2002::", 16), Block.of("3fff::", 20));

    private DeniedAddresses() {}

    static boolean contains(InetAddress address) {
        return isSpecial(address) || isOurOwn(address);
    }

    private static boolean isSpecial(InetAddress address) {
        if (address instanceof Inet4Address) {
            return IPV4.stream().anyMatch(block -> block.contains(address));
        }
        return !GLOBAL_UNICAST.contains(address) || IPV6.stream().anyMatch(block -> block.contains(address));
    }

    private static boolean isOurOwn(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException _) {
            // An address that cannot be checked is not one to talk to.
            return true;
        }
    }

    /// All addresses that begin with the same bits.
    private record Block(InetAddress first, int bits) {
        static Block of(String first, int bits) {
            return new Block(InetAddress.ofLiteral(first), bits);
        }

        boolean contains(InetAddress address) {
            var mine = first.getAddress();
            var other = address.getAddress();
            if (mine.length != other.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
