package dev.sarraf.page;

import dev.sarraf.http.Call;
import java.net.InetAddress;
import java.util.Optional;

/// The address that a customer has. Behind a proxy that is what the proxy says in a header, which the operator names:
/// a header that nobody vouches for can be sent by anybody.
///
/// @param header where the proxy puts it; without one, the address of the connection counts
public record ClientAddress(Optional<String> header) {
    /// The address of the connection.
    public static final ClientAddress OF_CONNECTION = new ClientAddress(Optional.empty());

    String of(Call call) {
        return header.flatMap(call::header).flatMap(ClientAddress::last).orElseGet(call::remoteAddress);
    }

    /// A proxy adds what it has seen at the end; what stands before it, the client may have sent.
    private static Optional<String> last(String list) {
        var text = list.substring(list.lastIndexOf(',') + 1).strip();
        try {
            return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
