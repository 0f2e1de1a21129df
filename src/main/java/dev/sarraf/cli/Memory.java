package dev.sarraf.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a process holds of the machine's memory, in MiB.
///
/// @param resident all of its pages that are in memory
/// @param anonymous those that no file stands behind: heap, stacks, compiled code, the JVM's own
/// @param peak the most that was ever resident
record Memory(double resident, double anonymous, double peak) {
    static Memory of(long pid) {
        try {
            var status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
            return new Memory(mebibytes(status, "VmRSS"), mebibytes(status, "RssAnon"), mebibytes(status, "VmHWM"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The kernel writes `VmRSS:    123456 kB`.
    private static double mebibytes(String status, String name) {
        return status.lines()
                        .filter(line -> line.startsWith(name + ":"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("this system does not tell " + name))
                / 1024.0;
    }
}
