package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sarraf.db.CannotStart;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void a_free_port_is_kept_from_others_until_it_is_needed() throws IOException {
        var picked = Ports.pick(HERE, 0);

        assertThatExceptionOfType(BindException.class).isThrownBy(() -> new ServerSocket(picked.number(), 1, HERE));
        picked.close();

        try (var socket = new ServerSocket(picked.number(), 1, HERE)) {
            assertThat(socket.getLocalPort()).isEqualTo(picked.number());
        }
    }

    @Test
    void a_port_that_is_taken_is_said_at_once() throws IOException {
        try (var socket = new ServerSocket(0, 1, HERE)) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> Ports.pick(HERE, socket.getLocalPort()))
                    .withMessageContaining("port " + socket.getLocalPort());
        }
    }
}
