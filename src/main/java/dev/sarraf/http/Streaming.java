package dev.sarraf.http;

import java.io.IOException;
import java.io.OutputStream;

/// The body of an answer that is written bit by bit, for as long as there is something to say. It runs on the
/// request's own virtual thread, after the headers have been sent.
@FunctionalInterface
public interface Streaming {
    /// Writes, and flushes what has to arrive now.
    ///
    /// @throws IOException where the client has gone, which ends the answer
    void write(OutputStream out) throws IOException;
}
