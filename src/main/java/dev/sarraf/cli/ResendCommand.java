package dev.sarraf.cli;

import dev.sarraf.http.Json;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./sarraf resend`
@Command(
        name = "resend",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Send an event again, as the same event, with its retries from the beginning.",
        footer = {
            "",
            "It goes to every endpoint that was to get it, or to the one that is named.",
            "Each option can be set in the environment too: --api-url as SARRAF_API_URL."
        })
final class ResendCommand implements Callable<Integer> {
    /// What may become part of a path.
    private static final String ID = "evt_[0-9A-Za-z_]{1,60}";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "EVENT", description = "Its id: evt_test_….")
    private String event = "";

    @Option(names = "--endpoint", paramLabel = "ID", description = "One endpoint, even if it did not want the event.")
    private @Nullable String endpoint;

    @Mixin
    private AccountOptions server = new AccountOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (!event.matches(ID)) {
            throw new ParameterException(spec.commandLine(), "The id of an event begins with evt_.");
        }
        var body = Json.object();
        Optional.ofNullable(endpoint).ifPresent(id -> body.put("webhookEndpointId", id));
        try (var api = new MerchantApi(server.account())) {
            var answer = api.post("/events/" + event + "/resend", body);
            var out = spec.commandLine().getOut();
            for (var delivery : answer.path("data")) {
                out.println(delivery.path("webhookEndpointId").asString("") + "  "
                        + delivery.path("state").asString("") + "  "
                        + delivery.path("url").asString("deleted"));
            }
            out.flush();
        }
        return 0;
    }
}
