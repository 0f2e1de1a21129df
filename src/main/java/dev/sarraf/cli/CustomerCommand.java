package dev.sarraf.cli;

import dev.sarraf.http.Json;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./sarraf customer`
@Command(
        name = "customer",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Let a test customer pay a voucher, approve a request, or not.",
        footer = {
            "",
            "It is about the session's latest voucher, wallet request or purchase in installments.",
            "Each option can be set in the environment too: --api-url as SARRAF_API_URL."
        })
final class CustomerCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "SESSION", description = "The checkout session's id, such as cs_test_….")
    private String session = "";

    @Parameters(
            index = "1",
            paramLabel = "pay|pay-late|fail|lapse|approve|reject|time-out",
            description = "What happens.")
    private String act = "";

    @Mixin
    private AccountOptions server = new AccountOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (!session.matches("cs_test_[0-9A-Za-z]+")) {
            throw new ParameterException(spec.commandLine(), "SESSION is the id of a test session: cs_test_….");
        }
        try (var api = new MerchantApi(server.account())) {
            var after = api.post(
                    "/test-helpers/checkout/sessions/" + session + "/act",
                    Json.object().put("act", act.replace('-', '_').toLowerCase(Locale.ROOT)));
            var out = spec.commandLine().getOut();
            out.println("The session is " + after.path("status").asString("") + " and "
                    + after.path("paymentStatus").asString("") + ".");
            out.flush();
            return 0;
        }
    }
}
