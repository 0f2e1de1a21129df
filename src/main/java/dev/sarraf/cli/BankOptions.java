package dev.sarraf.cli;

import dev.sarraf.db.Database;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.payments.BankCheck;
import dev.sarraf.processors.ProcessorAccounts;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The flags of a command that asks a server's bank, beside that server.
final class BankOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AttachOptions server = new AttachOptions();

    @Option(
            names = "--gateway-url",
            paramLabel = "URL",
            description = "The card gateway. Default: that of the server on the data folder.")
    private @Nullable URI gatewayUrl;

    @Option(names = "--merchant", paramLabel = "MERCHANT", description = "Only this merchant, mer_….")
    private @Nullable String merchant;

    /// The server's books and its accounts at the bank, open until closed.
    record Access(Attachment attached, Database database, ProcessorAccounts accounts, URI gateway)
            implements AutoCloseable {
        /// The merchant's business time.
        Instant now(MerchantId merchant) {
            return BankCheck.now(database, merchant);
        }

        @Override
        public void close() {
            attached.close();
        }
    }

    /// @throws CommandFailed where something is missing
    Access open() throws InterruptedException {
        var gateway = Optional.ofNullable(gatewayUrl)
                .or(() -> GatewayFile.in(server.dataDir()).read())
                .orElseThrow(() -> new CommandFailed("Nothing in " + server.dataDir()
                        + " tells where the card gateway is: name it by --gateway-url."));
        var masterKey = server.dataDir().resolve("master.key");
        if (!Files.exists(masterKey)) {
            throw new CommandFailed("There is no " + masterKey + ", without which the accounts at the bank stay closed:"
                    + " name the server's --data-dir.");
        }
        var attached = server.open();
        var database = attached.connect(Mode.TEST);
        return new Access(attached, database, new ProcessorAccounts(database, MasterKeyFile.read(masterKey)), gateway);
    }

    /// The merchants that are meant.
    List<MerchantId> merchants(Access access) {
        var all = access.database().inOneQuery(access.accounts()::merchants);
        if (merchant == null) {
            return all;
        }
        return all.stream()
                .filter(known -> known.text().equals(merchant))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> wrong("--merchant: there is no such merchant with an account at the bank"));
    }

    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
