package dev.sarraf.cli;

import java.net.URI;
import java.nio.file.Path;

/// A server that has started.
public interface Running extends AutoCloseable {
    /// Where merchants' servers call and customers pay.
    URI publicUrl();

    /// The card gateway's address: the simulator's, unless another was set.
    URI gateway();

    /// The file with the demo merchant's keys.
    Path testEnv();

    /// Stops in order, within some seconds.
    @Override
    void close();
}
