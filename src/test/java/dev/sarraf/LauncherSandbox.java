package dev.sarraf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A copy of the launcher among stand-ins for the programs it uses, which write down how they were called.
///
/// On `PATH` lies nothing but the shell's everyday tools and what a test puts there.
record LauncherSandbox(Path folder) {
    private static final List<String> EVERYDAY_TOOLS = List.of(
            "cat",
            "chmod",
            "cksum",
            "cp",
            "env",
            "find",
            "grep",
            "head",
            "id",
            "ln",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "touch");

    private static final String MAVEN = """
            #!/bin/bash
            echo "$*" >>"$SANDBOX/maven.calls"
            echo "JAVA_HOME=$JAVA_HOME PWD=$PWD"
            [ ! -e "$SANDBOX/maven.fails" ] || { echo "[ERROR] cannot find symbol"; exit 7; }
            # Long enough for a second build to get in the way, were there no lock.
            sleep 0.3
            mkdir -p target/lib
            echo jar >target/sarraf.jar
            echo "Tests run: 1, Failures: 0"
            """;

    private static final String JAVA = """
            #!/bin/bash
            for word in "$@"; do
                case $word in -XX:AOTCacheOutput=*)
                    echo "$*" >>"$SANDBOX/training.calls"
                    [ ! -e "$SANDBOX/training.fails" ] || exit 1
                    echo cache >"${word#*=}"
                    exit 0
                esac
            done
            [ "$1" != -version ] || { echo "openjdk version \\"$(cat "${0%/bin/java}/version")\\" 2026-01-01" >&2; exit; }
            echo "java: $0"
            echo "pid: $$"
            echo "cwd: $PWD"
            for word in "$@"; do echo "word: $word"; done
            """;

    /// What the launcher printed, and how it ended.
    record Result(long pid, int status, String out, String err) {}

    static LauncherSandbox in(Path folder) throws IOException {
        var sandbox = new LauncherSandbox(folder.toRealPath());
        Files.createDirectories(sandbox.tree().resolve("src/main/java"));
        Files.createDirectories(sandbox.tools());
        Files.createDirectories(sandbox.jdks());
        Files.createDirectories(sandbox.elsewhere());
        Files.writeString(sandbox.tree().resolve("pom.xml"), "<project/>");
        Files.writeString(sandbox.source(), "class A {}");
        Files.copy(Path.of("sarraf"), sandbox.launcher(), StandardCopyOption.COPY_ATTRIBUTES);
        for (var tool : EVERYDAY_TOOLS) {
            sandbox.addTool(tool, "#!/bin/bash\nexec " + find(tool) + " \"$@\"\n");
        }
        sandbox.addTool("mvn", MAVEN);
        return sandbox;
    }

    Path tree() {
        return folder.resolve("a tree");
    }

    Path launcher() {
        return tree().resolve("sarraf");
    }

    Path source() {
        return tree().resolve("src/main/java/A.java");
    }

    Path tools() {
        return folder.resolve("tools");
    }

    Path jdks() {
        return folder.resolve("jdks");
    }

    /// A working directory outside the tree.
    Path elsewhere() {
        return folder.resolve("elsewhere");
    }

    void addTool(String name, String script) throws IOException {
        write(tools().resolve(name), script);
    }

    /// A JDK of this version among the usual folders.
    Path addJdk(String name, String version) throws IOException {
        return addJdk(jdks().resolve(name), version);
    }

    Path addJdk(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Sandbox\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.writeString(home.resolve("version"), version);
        write(home.resolve("bin/java"), JAVA);
        write(home.resolve("bin/javac"), "#!/bin/bash\n");
        return home;
    }

    /// How often a stand-in was called, and with what.
    List<String> calls(String program) throws IOException {
        var calls = folder.resolve(program + ".calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    void letFail(String program) throws IOException {
        Files.createFile(folder.resolve(program + ".fails"));
    }

    Result run(String... words) throws IOException {
        return run(Map.of(), words);
    }

    Result run(Map<String, String> environment, String... words) throws IOException {
        return finish(begin(launcher(), environment, words));
    }

    Process begin(Path command, Map<String, String> environment, String... words) throws IOException {
        var line = Stream.concat(Stream.of("/bin/bash", command.toString()), Stream.of(words));
        var builder = new ProcessBuilder(line.toList()).directory(elsewhere().toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(new HashMap<>(Map.of(
                        "PATH", tools().toString(),
                        "HOME", elsewhere().toString(),
                        "SANDBOX", folder.toString(),
                        "TMPDIR", folder.toString(),
                        "SARRAF_JDK_FOLDERS", jdks().toString())));
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /// Output is a few lines, which the pipe holds, so reading one stream after the other blocks nobody.
    static Result finish(Process process) throws IOException {
        try (var out = process.getInputStream();
                var err = process.getErrorStream()) {
            var printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            var complained = new String(err.readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.pid(), process.onExit().join().exitValue(), printed, complained);
        }
    }

    private static Path find(String tool) {
        return Stream.of("/usr/bin", "/bin")
                .map(parent -> Path.of(parent, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static void write(Path file, String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
