package dev.sarraf.cli;

import dev.sarraf.cli.prove.Proof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./sarraf prove`
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Prove that no kill, race or bank fault loses or doubles money.",
            "Starts servers and a bank of its own, kills them, and compares their books. Takes minutes; --full takes"
                    + " most of an hour. Exit status 1 on any violation, and where a planted bug is missed."
        })
final class ProveCommand implements Callable<Integer> {
    private static final int FULL_KILLS = 200;
    private static final int FULL_RACES = 2_000;
    private static final int FULL_PAYMENTS = 1_000;
    private static final int FULL_EVENTS = 10_000;
    private static final int FULL_OUTAGES = 10;
    private static final int BUGS = 12;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--full", description = "Ten times as many trials, 200 kills, every planted bug.")
    private boolean full;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description = "Kill servers at least so often. Every named point comes once in any case.")
    private @Nullable Integer kills;

    @Option(names = "--only", paramLabel = "PART", description = "Run one part: ${COMPLETION-CANDIDATES}.")
    private Proof.@Nullable Part only;

    @Option(names = "--seed", paramLabel = "N", description = "Take all that is left to chance from this number.")
    private @Nullable Long seed;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Work in this empty folder and leave the logs, the data and the bank's record there.")
    private @Nullable Path kept;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (kills != null && kills < 0) {
            throw new ParameterException(spec.commandLine(), "--kills is at least 0");
        }
        LogFormat.install();
        var err = spec.commandLine().getErr();
        try (var _ = StopSignal.interrupting(Thread.currentThread());
                var folder = TemporaryFolder.create("sarraf-prove")) {
            var report = new Proof(plan(Optional.ofNullable(kept).orElse(folder.path())), line -> {
                        err.println("prove: " + line);
                        err.flush();
                    })
                    .run();
            var out = spec.commandLine().getOut();
            out.print(
                    json
                            ? report.json(Machine.description(), version())
                            : report.text(Machine.description(), version()));
            out.flush();
            return report.isGood() ? 0 : 1;
        }
    }

    private Proof.Plan plan(Path folder) {
        return new Proof.Plan(
                folder,
                root(),
                Optional.ofNullable(kills).orElse(full ? FULL_KILLS : 0),
                full ? FULL_RACES : FULL_RACES / 10,
                full ? FULL_PAYMENTS : FULL_PAYMENTS / 10,
                full ? FULL_EVENTS : only == Proof.Part.DELIVERIES ? FULL_EVENTS / 40 : 0,
                full ? FULL_OUTAGES : FULL_OUTAGES / 5,
                full || only == Proof.Part.BUGS ? Integer.MAX_VALUE : BUGS,
                Optional.ofNullable(seed)
                        .orElseGet(() -> ThreadLocalRandom.current().nextLong(1_000_000)),
                Optional.ofNullable(only));
    }

    /// The folder of the launcher, which is that of the sources where there are any.
    private static Optional<Path> root() {
        return Optional.ofNullable(System.getenv("SARRAF_LAUNCHER"))
                .map(Path::of)
                .map(Path::getParent);
    }

    private static String version() {
        return new Version().getVersion()[0]
                + root().flatMap(ProveCommand::commit)
                        .map(text -> ", commit " + text)
                        .orElse("");
    }

    /// What git calls these sources, where they are git's and git is there.
    private static Optional<String> commit(Path root) {
        try {
            var git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
