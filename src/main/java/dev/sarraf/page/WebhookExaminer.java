package dev.sarraf.page;

import java.util.Optional;

/// Whoever knows the secrets and can tell why a signature is right or wrong.
public interface WebhookExaminer {
    /// Looks at a webhook that arrived.
    ///
    /// @param path what the URL of its endpoint ends with
    /// @param body the bytes as they came
    /// @param signature the header that carries the signature, where it came
    Finding examine(String path, byte[] body, Optional<String> signature);

    /// The name of the header that carries the signature.
    String signatureHeader();
}
