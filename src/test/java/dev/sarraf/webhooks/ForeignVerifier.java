package dev.sarraf.webhooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A verifier of signatures that merchants use, in another language and a process of its own. The code that
/// verifies is the one that the guide for merchants prints, as it stands there; only the types of TypeScript are
/// taken off.
enum ForeignVerifier {
    NODE("guide-verifier.ts", "mjs", "node", """
            import fs from "node:fs";
            const [body, header, secret] = process.argv.slice(2);
            verifyWebhook(fs.readFileSync(body).toString("utf8"), header, secret);
            """),
    PYTHON("guide-verifier.py", "py", "python3", """
            import sys
            with open(sys.argv[1], "rb") as body:
                verify_webhook(body.read(), sys.argv[2], sys.argv[3])
            """);

    private final String resource;
    private final String extension;
    private final String command;
    private final String call;

    ForeignVerifier(String resource, String extension, String command, String call) {
        this.resource = resource;
        this.extension = extension;
        this.command = command;
        this.call = call;
    }

    /// What the verifier prints when it refuses; empty where it accepts.
    String objection(byte[] body, String header, String secret) throws InterruptedException {
        try {
            var folder = Files.createTempDirectory("verifier");
            var script = folder.resolve("verify." + extension);
            Files.writeString(script, source().replace(": string", "") + "\n" + call);
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
