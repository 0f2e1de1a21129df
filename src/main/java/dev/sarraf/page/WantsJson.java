package dev.sarraf.page;

import dev.sarraf.http.Call;

/// Tells our own script from a browser that submits the form by itself.
final class WantsJson {
    private WantsJson() {}

    static boolean of(Call call) {
        return call.header("accept")
                .map(accept -> accept.strip().startsWith("application/json"))
                .orElse(false);
    }
}
