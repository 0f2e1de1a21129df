package dev.sarraf.simulator.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Lines of a file as bytes, so that their lengths say where in the file they are.
final class LineReader implements AutoCloseable {
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    LineReader(InputStream in) {
        this.in = in;
    }

    /// The next line with its line feed; what is left without one at the end of the file; nothing after that.
    byte[] next() throws IOException {
        int scanned = start;
        while (true) {
            for (; scanned < end; scanned++) {
                if (buffer[scanned] == '\n') {
                    return take(scanned + 1);
                }
            }
            int before = scanned - start;
            if (!fill()) {
                return take(end);
            }
            scanned = start + before;
        }
    }

    private byte[] take(int until) {
        var line = Arrays.copyOfRange(buffer, start, until);
        start = until;
        return line;
    }

    /// Makes room, by moving what is left to the front or by doubling, and reads more. False at the end of the file.
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        } else if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
