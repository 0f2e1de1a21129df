package dev.sarraf;

import dev.sarraf.db.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
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

    /// A port, and where it was picked from the free ones, what keeps others from picking it too.
    record Picked(int number, Socket keeper) implements AutoCloseable {
        /// Lets the port be listened on.
        @Override
        public void close() {
            try {
                keeper.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The port that is asked for, or any free one for 0, which is kept until it is closed. Nobody can connect to it
    /// meanwhile.
    ///
    /// @throws CannotStart if another process listens on this port, or the address is none of this machine's
    static Picked pick(InetAddress host, int port) {
        var keeper = new Socket();
        if (port != 0) {
            requireFree(host, port);
            return new Picked(port, keeper);
        }
        try {
            keeper.bind(new InetSocketAddress(host, 0));
            return new Picked(keeper.getLocalPort(), keeper);
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
