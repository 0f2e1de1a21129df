package dev.sarraf.cli;

import dev.sarraf.merchants.KeyId;
import dev.sarraf.merchants.MerchantId;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags of a command that works on a merchant's keys.
final class KeyOptions {
    @Mixin
    private OfficeOptions office = new OfficeOptions();

    @Option(
            names = "--merchant",
            paramLabel = "MERCHANT",
            description = "Whose keys, mer_…. Default: the merchant that was there first.")
    private @Nullable String merchant;

    OfficeOptions.Office open() throws InterruptedException {
        return office.open();
    }

    MerchantId merchant(OfficeOptions.Office open) {
        return open.merchant(Optional.ofNullable(merchant).map(office::merchant));
    }

    Path testEnv() {
        return office.testEnv();
    }

    /// What was typed as the id of a key.
    KeyId key(String text) {
        try {
            return new KeyId(text);
        } catch (IllegalArgumentException e) {
            // Not repeated: it may be a key.
            throw office.wrong("A key is named by its id, key_…, which ./sarraf keys list shows.", e);
        }
    }
}
