package dev.sarraf.targets;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Where a name leads; the system's resolver but in tests.
@FunctionalInterface
public interface Lookup {
    InetAddress[] lookup(String host) throws UnknownHostException;
}
