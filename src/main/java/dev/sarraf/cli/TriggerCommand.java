package dev.sarraf.cli;

import dev.sarraf.events.EventType;
import dev.sarraf.http.Json;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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
import tools.jackson.databind.JsonNode;

/// `./sarraf trigger`
@Command(
        name = "trigger",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Let an event happen in test mode, by letting happen what it reports.",
        footer = {
            "",
            "What is made stays: the session, the payment, the product.",
            "Each option can be set in the environment too: --api-url as SARRAF_API_URL."
        })
final class TriggerCommand implements Callable<Integer> {
    /// Events are written with what they report; a voucher's news comes seconds later.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", arity = "0..1", paramLabel = "EVENT", description = "Such as checkout.session.completed.")
    private @Nullable String event;

    @Option(names = "--list", description = "List all events and how each comes about.")
    private boolean lists;

    @Option(
            names = "--override",
            paramLabel = "FIELD=VALUE",
            converter = Overrides.Text.class,
            description = "Something other than usual, where the API can set it: data.object.metadata.order=7."
                    + " Can be repeated. Events about payments take it from the session.")
    private List<Overrides.One> overrides = List.of();

    @Option(names = "--move-clock", description = "Move your test clock where nothing else helps, by some hours.")
    private boolean movesClock;

    @Option(names = "--print-json", description = "Print the event as a whole, too.")
    private boolean printsJson;

    @Mixin
    private AccountOptions server = new AccountOptions();

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        if (lists) {
            Arrays.stream(EventType.values()).forEach(type -> out.println(line(type)));
            out.flush();
            return 0;
        }
        var type = type();
        var recipe = Recipe.of(type);
        if (recipe instanceof Recipe.Never(var why)) {
            throw new CommandFailed(type.text() + " cannot be made to happen. " + why);
        }
        if (recipe instanceof Recipe.Patience && !movesClock) {
            throw new CommandFailed(type.text() + " takes hours of your test clock, which ends open sessions and lets"
                    + " retries fall due. With --move-clock it is moved.");
        }
        try (var api = new MerchantApi(server.account());
                var watch = EventWatch.begin(api, type)) {
            print(out, type, made(recipe, api, watch));
            return 0;
        }
    }

    private JsonNode made(Recipe recipe, MerchantApi api, EventWatch watch) throws InterruptedException {
        var bench = new Workbench(api, new Overrides(overrides));
        return switch (recipe) {
            case Recipe.Calls(var _, var steps) -> {
                steps.on(bench);
                yield watch.next(PATIENCE).orElseThrow(TriggerCommand::nothing);
            }
            case Recipe.Patience(var _, var steps, var step, int times, var after) -> {
                steps.on(bench);
                var found = watch.next(Duration.ofSeconds(1));
                for (int i = 0; i < times && found.isEmpty(); i++) {
                    api.post("/test-helpers/clock/advance", Json.object().put("seconds", step.toSeconds()));
                    found = watch.next(Duration.ofSeconds(2));
                }
                after.on(bench);
                yield found.orElseThrow(TriggerCommand::nothing);
            }
            case Recipe.Never _ -> throw nothing();
        };
    }

    private EventType type() {
        return Optional.ofNullable(event)
                .flatMap(EventType::parse)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        event == null
                                ? "Which event? --list shows all."
                                : "\"" + event + "\" is no event. --list shows all."));
    }

    private void print(PrintWriter out, EventType type, JsonNode fetched) {
        var body = fetched.path("body").asString("");
        out.println(type.text() + "  " + fetched.path("event").asString("") + "  "
                + Json.readOwn(body).at("/data/object/id").asString(""));
        if (printsJson) {
            out.println(body);
        }
        out.flush();
    }

    private static String line(EventType type) {
        return switch (Recipe.of(type)) {
            case Recipe.Calls(var words, var _) -> type.text() + "  " + words;
            case Recipe.Patience patience -> type.text() + "  " + patience.words() + " (--move-clock)";
            case Recipe.Never(var why) -> type.text() + "  cannot be made: " + why;
        };
    }

    private static CommandFailed nothing() {
        return new CommandFailed("All was done, but the event did not come.");
    }
}
