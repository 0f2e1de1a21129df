package dev.sarraf;

import dev.sarraf.db.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/// Which ports of this machine can be listened on.
///
/// What is free now may be taken a moment later. That then shows as a failure of the listener; these looks
/// exist so that the usual case is said in one line, before anything has been started.
final class Ports {
    private Ports() {}

    static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new CannotStart("There is no address " + host + " to listen on.", e);
        }
    }

    /// Any free port.
    static int free(InetAddress host) {
        try (var socket = new ServerSocket(0, 1, host)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw cannotListen(host, 0, e);
        }
    }

    static boolean isFree(InetAddress host, int port) {
        try {
            requireFree(host, port);
            return true;
        } catch (CannotStart _) {
            return false;
        }
    }

    /// @throws CannotStart if another process listens on this port, or the address is none of this machine's
    static void requireFree(InetAddress host, int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw cannotListen(host, port, e);
        }
    }

    private static CannotStart cannotListen(InetAddress host, int port, IOException e) {
        return new CannotStart(
                "Cannot listen on " + host.getHostAddress() + " port " + port + ": " + e.getMessage()
                        + ". Stop what uses it, or choose another one.",
                e);
    }
}
