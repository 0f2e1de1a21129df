package dev.sarraf.cli.prove;

import dev.sarraf.http.Json;
import tools.jackson.databind.JsonNode;

/// Trouble that the bank is asked for, with the next call of an operation.
///
/// @param kind the simulator's word for it, `none` for a call that goes well
/// @param delayBefore milliseconds before anything is done
/// @param delayAfter milliseconds when everything is done, before the answer
record Fault(String operation, String kind, int delayBefore, int delayAfter) {
    static Fault of(String operation, String kind) {
        return new Fault(operation, kind, 0, 0);
    }

    static Fault slow(String operation, int millis) {
        return new Fault(operation, "none", millis, 0);
    }

    JsonNode json() {
        return Json.object()
                .put("operation", operation)
                .put("fault", kind)
                .put("delayBeforeMillis", delayBefore)
                .put("delayAfterMillis", delayAfter)
                .put("resolveAfterSeconds", 1);
    }
}
