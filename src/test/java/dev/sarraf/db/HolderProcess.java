package dev.sarraf.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A [DataDirectoryHolder] in a JVM of its own.
record HolderProcess(Process process, BufferedReader output, String ready) implements AutoCloseable {
    /// Starts one, and returns when it holds what it was asked to hold.
    static HolderProcess start(Path data, String... more) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), data, more);
    }

    static HolderProcess start(List<String> prefix, String classPath, Path data, String... more) throws IOException {
        var words = new ArrayList<>(prefix);
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + System.getProperty("user.home"),
                "-cp",
                classPath,
                DataDirectoryHolder.class.getName(),
                data.toString()));
        words.addAll(List.of(more));
        var process = new ProcessBuilder(words)
                .directory(new java.io.File("/"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = process.inputReader();
        var ready = Objects.requireNonNull(output.readLine(), "it ended before it was ready");
        return new HolderProcess(process, output, ready);
    }

    int port() {
        return Integer.parseInt(ready.split(" ", 2)[0]);
    }

    /// SIGKILL: nothing of it gets to clean up.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Lets it end in order.
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
