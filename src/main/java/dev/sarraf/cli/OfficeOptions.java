package dev.sarraf.cli;

import dev.sarraf.db.Database;
import dev.sarraf.merchants.ApiKeys;
import dev.sarraf.merchants.MasterKeyCheck;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.merchants.Merchants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The flags of a command that works on a server's merchants and keys, beside that server.
final class OfficeOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AttachOptions server = new AttachOptions();

    /// The server's merchants and keys, open until closed.
    record Office(Attachment attached, Merchants merchants, ApiKeys keys, Database account) implements AutoCloseable {
        /// The merchant of this id, which has to exist; where none is named, the one that was there first.
        MerchantId merchant(Optional<MerchantId> named) {
            return named.or(() -> account.inOneQuery(merchants::findFirst))
                    .orElseThrow(() -> new CommandFailed("There is no merchant: start ./sarraf serve here once."));
        }

        @Override
        public void close() {
            attached.close();
        }
    }

    /// @throws CommandFailed where something is missing
    Office open() throws InterruptedException {
        var file = server.dataDir().resolve("master.key");
        if (!Files.exists(file)) {
            throw new CommandFailed(
                    "There is no " + file + ", under which keys are hashed: name the server's --data-dir.");
        }
        var masterKey = MasterKeyFile.read(file);
        var attached = server.open();
        try {
            var account = attached.connectAccount();
            if (!MasterKeyCheck.fits(account, masterKey)) {
                throw new CommandFailed("The database was written with another master key than " + file + ".");
            }
            return new Office(attached, new Merchants(account), new ApiKeys(account, masterKey), account);
        } catch (RuntimeException e) {
            attached.close();
            throw e;
        }
    }

    /// The server's file with keys of the demo merchant, whether it is there or not.
    Path testEnv() {
        return server.dataDir().resolve("test.env");
    }

    /// What was typed as the id of a merchant.
    MerchantId merchant(String text) {
        try {
            return new MerchantId(text);
        } catch (IllegalArgumentException e) {
            throw wrong("\"" + text + "\" is not the id of a merchant, mer_…", e);
        }
    }

    ParameterException wrong(String message, RuntimeException cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
