package dev.sarraf.cli;

import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.ApiKey;
import dev.sarraf.merchants.ApiKeys;
import dev.sarraf.merchants.KeyDraft;
import dev.sarraf.merchants.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./sarraf keys`
///
/// The text of a new key is the only line on the standard output, so that a script can take it from there; what is to
/// be said about it goes to the standard error.
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Show, make, replace and revoke API keys, beside a running server or without one.",
        subcommands = {
            KeysCommand.Listing.class,
            KeysCommand.Create.class,
            KeysCommand.Roll.class,
            KeysCommand.Revoke.class
        })
final class KeysCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of them: list, create, roll or revoke?");
    }

    private static void show(CommandSpec spec, ApiKeys.Made made, String remark) {
        var line = spec.commandLine();
        line.getOut().println(made.key().text().reveal());
        line.getOut().flush();
        line.getErr().println(made.id() + " is shown this once. " + remark);
    }

    /// `./sarraf keys list`
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            showDefaultValues = true,
            description = "Show a merchant's keys, masked.")
    static final class Listing implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private KeyOptions options = new KeyOptions();

        @Override
        public Integer call() throws InterruptedException {
            LogFormat.install();
            try (var office = options.open()) {
                var merchant = options.merchant(office);
                var out = spec.commandLine().getOut();
                for (var mode : Mode.values()) {
                    out.print(KeyList.text(office.keys().list(merchant, mode)));
                }
                out.flush();
                return 0;
            }
        }
    }

    /// `./sarraf keys create`
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            showDefaultValues = true,
            description = "Make a key and print it, this once.")
    static final class Create implements Callable<Integer> {
        private static final int LONGEST_NAME = 100;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private KeyOptions options = new KeyOptions();

        @Option(
                names = "--mode",
                paramLabel = "test|live",
                defaultValue = "test",
                description = "The mode that the key is for.")
        private Mode mode = Mode.TEST;

        @Option(
                names = "--kind",
                paramLabel = "restricted|secret|publishable",
                defaultValue = "restricted",
                description = "The kind of key. There is one secret and one publishable key: see roll.")
        private ApiKey.Kind kind = ApiKey.Kind.RESTRICTED;

        @Option(names = "--name", paramLabel = "NAME", description = "What to call it.")
        private @Nullable String name;

        @Option(
                names = "--permission",
                paramLabel = "PERMISSION",
                converter = PermissionText.class,
                description = "What a restricted key may do, such as REFUNDS_WRITE; can be given again.")
        private List<Permission> permissions = List.of();

        @Override
        public Integer call() throws InterruptedException {
            var draft = draft();
            LogFormat.install();
            try (var office = options.open()) {
                var made = office.keys().create(options.merchant(office), mode, draft);
                show(spec, made, "Whoever has it can use it.");
                return 0;
            }
        }

        private KeyDraft draft() {
            boolean isRestricted = kind == ApiKey.Kind.RESTRICTED;
            require(!isRestricted || !permissions.isEmpty(), "A restricted key needs --permission, once or more.");
            require(isRestricted || permissions.isEmpty(), "Only a restricted key has a --permission.");
            require(
                    name == null || (!name.isBlank() && name.codePointCount(0, name.length()) <= LONGEST_NAME),
                    "--name has 1 to " + LONGEST_NAME + " characters");
            return new KeyDraft(kind, Optional.ofNullable(name), permissions);
        }

        private void require(boolean holds, String message) {
            if (!holds) {
                throw new ParameterException(spec.commandLine(), message);
            }
        }
    }

    /// `./sarraf keys roll`
    @Command(
            name = "roll",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            showDefaultValues = true,
            description = {
                "Replace a key by a new one that may do the same, and print that, this once.",
                "Where the old one stands in test.env, the new one is put there."
            })
    static final class Roll implements Callable<Integer> {
        private static final Duration LONGEST = Duration.ofDays(7);

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(
                paramLabel = "KEY",
                showDefaultValue = Help.Visibility.NEVER,
                description = "The id of the key, key_….")
        private String key = "";

        @Mixin
        private KeyOptions options = new KeyOptions();

        @Option(
                names = "--overlap",
                paramLabel = "TIME",
                defaultValue = "24h",
                converter = DurationText.class,
                description = "How long the old key still works, at most 7d; 0s ends it at once.")
        private Duration overlap = Duration.ZERO;

        @Override
        public Integer call() throws InterruptedException {
            var id = options.key(key);
            if (overlap.compareTo(LONGEST) > 0) {
                throw new ParameterException(spec.commandLine(), "--overlap is at most 7d");
            }
            LogFormat.install();
            try (var office = options.open()) {
                var made = office.keys().roll(options.merchant(office), id, overlap);
                var end = overlap.isZero()
                        ? "does not work any more."
                        : "works for another " + DurationText.write(overlap) + ".";
                // First of all, since it cannot be shown again.
                show(spec, made, id + " " + end);
                if (TestEnvFile.at(options.testEnv())
                        .replace(
                                old -> office.keys()
                                        .idOf(old)
                                        .filter(id::equals)
                                        .isPresent(),
                                made.key())) {
                    spec.commandLine().getErr().println("The new key is in " + options.testEnv() + " too.");
                }
                return 0;
            }
        }
    }

    /// `./sarraf keys revoke`
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            showDefaultValues = true,
            description = "End a key. Every server takes note within a second.")
    static final class Revoke implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(
                paramLabel = "KEY",
                showDefaultValue = Help.Visibility.NEVER,
                description = "The id of the key, key_….")
        private String key = "";

        @Mixin
        private KeyOptions options = new KeyOptions();

        @Override
        public Integer call() throws InterruptedException {
            var id = options.key(key);
            LogFormat.install();
            try (var office = options.open()) {
                office.keys().revoke(options.merchant(office), id);
                var out = spec.commandLine().getOut();
                out.println(id + " does not work any more.");
                out.flush();
                return 0;
            }
        }
    }
}
