package dev.sarraf.cli;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./sarraf listen`
@Command(
        name = "listen",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Hand events on to a server on this machine, as they happen.",
        footer = {
            "",
            "What happens while it does not run waits for a day, and comes when it runs again.",
            "Each option can be set in the environment too: --api-url as SARRAF_API_URL."
        })
final class ListenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--forward-to",
            paramLabel = "URL",
            required = true,
            description = "Where events go: http://localhost:3000/webhooks/xpay.")
    private @Nullable URI target;

    @Option(
            names = "--events",
            paramLabel = "EVENT",
            split = ",",
            defaultValue = "*",
            description = "Which ones: names, families such as checkout.*, or *; several with commas in between.")
    private List<String> events = List.of("*");

    @Option(names = "--print-json", description = "Print each event as a whole, too.")
    private boolean printsJson;

    @Option(names = "--forget", description = "Delete what waits, when this ends.")
    private boolean forgets;

    @Mixin
    private AccountOptions server = new AccountOptions();

    private final InstantSource time;

    /// `time` is the real time.
    ListenCommand(InstantSource time) {
        this.time = time;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (target == null
                || target.getHost() == null
                || !("http".equals(target.getScheme()) || "https".equals(target.getScheme()))) {
            throw new ParameterException(spec.commandLine(), "--forward-to takes an http or https URL.");
        }
        try (var _ = StopSignal.interrupting(Thread.currentThread());
                var api = new MerchantApi(server.account());
                var handover = new Handover(target)) {
            var listening = new Listening(api, handover, spec.commandLine().getOut(), printsJson, time);
            try {
                listening.run(target.toString(), events);
            } catch (InterruptedException _) {
                if (forgets) {
                    listening.forget();
                }
            }
            return 0;
        }
    }
}
