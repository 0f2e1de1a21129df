package dev.sarraf.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./sarraf merchants`
@Command(
        name = "merchants",
        mixinStandardHelpOptions = true,
        description = "Show merchants, and say which may take live payments.",
        subcommands = {
            MerchantsCommand.Listing.class,
            MerchantsCommand.Activate.class,
            MerchantsCommand.Deactivate.class
        })
final class MerchantsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of them: list, activate or deactivate?");
    }

    /// `./sarraf merchants list`
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            showDefaultValues = true,
            description = "Show all merchants.")
    static final class Listing implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private OfficeOptions options = new OfficeOptions();

        @Override
        public Integer call() throws InterruptedException {
            LogFormat.install();
            try (var office = options.open()) {
                var out = spec.commandLine().getOut();
                office.merchants()
                        .list()
                        .forEach(merchant -> out.print(String.format(
                                Locale.ROOT,
                                "%s  %-14s  %s\n",
                                merchant.id(),
                                merchant.activated() ? "live and test" : "test only",
                                merchant.name())));
                out.flush();
                return 0;
            }
        }
    }

    /// Says of one merchant whether it may take live payments.
    abstract static class Switch implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(
                paramLabel = "MERCHANT",
                showDefaultValue = Help.Visibility.NEVER,
                description = "The id of the merchant, mer_….")
        private String merchant = "";

        @Mixin
        private OfficeOptions options = new OfficeOptions();

        @Override
        public final Integer call() throws InterruptedException {
            var id = options.merchant(merchant);
            LogFormat.install();
            try (var office = options.open()) {
                if (!office.merchants().setActivated(id, activated())) {
                    throw new CommandFailed("There is no merchant " + id + ": see ./sarraf merchants list.");
                }
                var out = spec.commandLine().getOut();
                out.println(id + (activated() ? " may take live payments." : " may not take live payments any more."));
                out.flush();
                return 0;
            }
        }

        abstract boolean activated();
    }

    /// `./sarraf merchants activate`
    @Command(
            name = "activate",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            showDefaultValues = true,
            description = "Let a merchant's live keys do more than read GET /account.")
    static final class Activate extends Switch {
        @Override
        boolean activated() {
            return true;
        }
    }

    /// `./sarraf merchants deactivate`
    @Command(
            name = "deactivate",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            showDefaultValues = true,
            description = "Take that back. Every server takes note within a second.")
    static final class Deactivate extends Switch {
        @Override
        boolean activated() {
            return false;
        }
    }
}
