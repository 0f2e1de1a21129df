package dev.sarraf.merchants;

import dev.sarraf.ids.Mode;

/// Who is behind a call, and in which mode: what its API key says.
public record Caller(MerchantId merchant, Mode mode, ApiKey.Kind kind) {}
