package dev.sarraf.webhooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A verifier of signatures such as merchants have, in another language and a process of its own. It knows of one
/// signature only and keeps the last that the header names.
enum ForeignVerifier {
    NODE("simple-verifier.mjs", "node"),
    PYTHON("simple-verifier.py", "python3");

    private final String resource;
    private final String command;

    ForeignVerifier(String resource, String command) {
        this.resource = resource;
        this.command = command;
    }

    /// What the verifier prints when it refuses; empty where it accepts.
    String objection(byte[] body, String header, String secret) throws InterruptedException {
        try {
            var folder = Files.createTempDirectory("verifier");
            var script = folder.resolve(resource);
            Files.writeString(script, source());
            var bodyFile = Files.write(folder.resolve("body"), body);
            return run(folder, script, bodyFile, header, secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(Path folder, Path script, Path body, String header, String secret)
            throws IOException, InterruptedException {
        var output = folder.resolve("output");
        var process = new ProcessBuilder(command, script.toString(), body.toString(), header, secret)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(this + " hangs");
        }
        var printed = Files.readString(output);
        return process.exitValue() == 0 ? "" : printed.isEmpty() ? "exit " + process.exitValue() : printed;
    }

    private String source() throws IOException {
        try (var code = ForeignVerifier.class.getResourceAsStream("/webhooks/" + resource)) {
            return new String(Objects.requireNonNull(code, resource).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
