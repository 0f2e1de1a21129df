package dev.sarraf.simulator.admin;

import dev.sarraf.simulator.faults.Fault;
import dev.sarraf.simulator.faults.FaultKind;
import dev.sarraf.simulator.gateway.GatewayError;
import dev.sarraf.simulator.gateway.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The faults that a merchant asks for, checked so that a misspelled one is noticed and not silently harmless.
record FaultRequest(List<Fault> faults, boolean wipesSecurityCodeAtOnce) {
    private static final int MAX_FAULTS = 100;
    private static final long MAX_COUNT = 1_000_000;

    /// Longer than any client waits, short enough not to be forgotten about.
    private static final long MAX_DELAY_MILLIS = 300_000;

    private static final long MAX_RESOLVE_SECONDS = 365L * 24 * 3600;

    private static final Set<String> TOP = Set.of("faults", "wipeSecurityCodeAfterFirstUse");
    private static final Set<String> MEMBERS = Set.of(
            "operation", "count", "fault", "delayBeforeMillis", "delayAfterMillis", "status", "resolveAfterSeconds");

    static FaultRequest parse(ObjectNode body) {
        requireKnown("", body, TOP);
        var faults = new ArrayList<Fault>();
        if (body.get("faults") instanceof ArrayNode list) {
            if (list.size() > MAX_FAULTS) {
                throw GatewayError.invalid("faults", "There can be at most " + MAX_FAULTS);
            }
            for (int i = 0; i < list.size(); i++) {
                faults.add(fault("faults[" + i + "]", list.get(i)));
            }
        } else if (body.has("faults")) {
            throw GatewayError.invalid("faults", "Value must be a list");
        }
        var wipe = body.path("wipeSecurityCodeAfterFirstUse");
        if (!wipe.isMissingNode() && !wipe.isBoolean()) {
            throw GatewayError.invalid("wipeSecurityCodeAfterFirstUse", "Value must be true or false");
        }
        return new FaultRequest(List.copyOf(faults), wipe.booleanValue(false));
    }

    private static Fault fault(String at, JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            throw GatewayError.invalid(at, "Value must be an object");
        }
        requireKnown(at + ".", object, MEMBERS);
        var operation = object.path("operation").stringValue(Fault.ANY);
        if (!operation.equals(Fault.ANY) && Operation.find(operation).isEmpty()) {
            throw GatewayError.invalid(at + ".operation", "Value must be an operation's name or " + Fault.ANY);
        }
        var kind = FaultKind.find(object.path("fault").stringValue(FaultKind.NONE.word()))
                .orElseThrow(() -> GatewayError.invalid(at + ".fault", "There is no such fault"));
        return new Fault(
                operation,
                (int) number(at, object, "count", 1, 1, MAX_COUNT),
                kind,
                Duration.ofMillis(number(at, object, "delayBeforeMillis", 0, 0, MAX_DELAY_MILLIS)),
                Duration.ofMillis(number(at, object, "delayAfterMillis", 0, 0, MAX_DELAY_MILLIS)),
                (int) number(at, object, "status", Fault.NONE.status(), 500, 599),
                Duration.ofSeconds(number(
                        at,
                        object,
                        "resolveAfterSeconds",
                        Fault.NONE.resolveAfter().toSeconds(),
                        0,
                        MAX_RESOLVE_SECONDS)));
    }

    private static long number(String at, ObjectNode object, String name, long otherwise, long min, long max) {
        var node = object.path(name);
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
            throw GatewayError.invalid(at + "." + name, "Value must be an integer from " + min + " to " + max);
        }
        return node.longValue();
    }

    private static void requireKnown(String prefix, ObjectNode object, Set<String> known) {
        for (var name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw GatewayError.unsupported(prefix + name, "There is no such member");
            }
        }
    }
}
