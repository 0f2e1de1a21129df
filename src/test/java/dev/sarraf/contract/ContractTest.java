package dev.sarraf.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.TestApp;
import dev.sarraf.contract.Contract.Operation;
import dev.sarraf.contract.Samples.Sample;
import dev.sarraf.events.EventType;
import dev.sarraf.http.Access;
import dev.sarraf.http.Route;
import dev.sarraf.ids.Mode;
import dev.sarraf.testing.Shop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What the OpenAPI document says of the server is so, operation by operation and rule by rule.
///
/// The valid calls come first, on an untouched program, since their answers are the examples that the document shows.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractTest {
    private static TestApp app;
    private static Shop shop;
    private static Samples samples;
    private static Contract contract;

    private final List<String> faults = new ArrayList<>();

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
        samples = new Samples(shop);
        contract = Contract.of(shop);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    @Order(1)
    void every_valid_call_is_answered_as_the_document_says() {
        int covered = 0;
        var operations = contract.operations();
        for (var operation : operations) {
            int before = faults.size();
            boolean isFirst = true;
            for (var sample : samples.of(operation.id())) {
                sample.body()
                        .map(body -> contract.faults(operation.bodySchema(), body))
                        .ifPresent(found -> found.forEach(fault -> faults.add(operation.name() + " takes: " + fault)));
                var answer = samples.send(operation.method(), sample);
                checkSuccess(operation, answer);
                if (isFirst) {
                    checkExample(operation, sample, answer);
                }
                isFirst = false;
            }
            covered += faults.size() == before ? 1 : 0;
        }

        System.out.printf("operations covered %d/%d%n", covered, operations.size());
        assertThat(faults).isEmpty();
    }

    @Test
    @Order(2)
    void every_event_is_what_the_document_says() {
        Map<String, JsonNode> first = new LinkedHashMap<>();
        for (var row : app.query("SELECT payload FROM test.events ORDER BY created_at, object_id, sequence")) {
            var event = Shop.parse(row);
            var type = event.path("type").stringValue();
            contract.faults(contract.event(type).path("schema"), event)
                    .forEach(fault -> faults.add(type + ": " + fault));
            first.putIfAbsent(type, event);
        }
        first.forEach((type, event) -> {
            if (!Recording.example(type).matches(new Steady(app.url().toString()).of(event))) {
                faults.add(type + ": the example is not what is sent now");
            }
        });

        System.out.printf(
                "events seen %d/%d%n",
                first.size(), contract.document().path("webhooks").size());
        assertThat(first).hasSizeGreaterThan(20);
        assertThat(faults).isEmpty();
    }

    @Test
    @Order(3)
    void every_rule_is_kept() {
        Set<Constraint> all = new LinkedHashSet<>();
        Set<Constraint> kept = new LinkedHashSet<>();
        Set<Constraint> broken = new LinkedHashSet<>();
        for (var operation : contract.operations()) {
            all.addAll(rules(operation));
            for (var sample : samples.of(operation.id())) {
                for (var violation : violations(operation, sample)) {
                    var answer = send(operation, sample, violation);
                    (checkRefusal(operation, violation, answer) ? kept : broken).add(violation.constraint());
                }
            }
        }
        kept.removeAll(broken);
        kept.retainAll(all);
        all.stream()
                .filter(rule -> !kept.contains(rule) && !broken.contains(rule))
                .forEach(rule -> faults.add("no sample has what breaks " + rule));

        System.out.printf("constraints covered %d/%d%n", kept.size(), all.size());
        assertThat(faults).isEmpty();
        assertThat(kept).hasSameSizeAs(all);
    }

    @Test
    @Order(4)
    void what_the_server_answers_to_is_what_the_document_has() {
        var routes =
                app.routes().of(Mode.TEST).stream().map(ContractTest::described).toList();
        var documented = contract.operations().stream()
                .map(operation -> operation.name() + " "
                        + operation.node().path("x-permission").stringValue())
                .toList();

        assertThat(documented).containsExactlyInAnyOrderElementsOf(routes);
        assertThat(contract.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    }

    @Test
    @Order(5)
    void every_event_is_described() {
        var types = Arrays.stream(EventType.values()).map(EventType::text).toList();

        assertThat(contract.document().path("webhooks").propertyNames()).containsExactlyInAnyOrderElementsOf(types);
    }

    @Test
    @Order(6)
    void every_operation_says_what_it_is_for() {
        assertThat(contract.operations()).allSatisfy(operation -> {
            assertThat(operation.node().path("summary").stringValue()).isNotBlank();
            assertThat(operation.node().path("description").stringValue()).isNotBlank();
        });
    }

    private static String described(Route route) {
        var permission = switch (route.access()) {
            case Access.Needs(var needed) -> needed.text();
            case Access.AnyKey _ -> "any";
            case Access.Public _ -> throw new AssertionError(route.path() + " needs no key");
        };
        return route.method() + " " + route.path() + " " + permission;
    }

    private void checkSuccess(Operation operation, Shop.Answer answer) {
        var response = operation.response(answer.status());
        if (answer.status() >= 300 || response.isMissingNode()) {
            faults.add("%s answers %d: %s".formatted(operation.name(), answer.status(), answer.text()));
            return;
        }
        var schema = response.path("content").path("application/json").path("schema");
        if (response.path("content").has("text/event-stream")) {
            if (!answer.text().startsWith(":")) {
                faults.add(operation.name() + " answers with no stream of events");
            }
            return;
        }
        if (schema.isMissingNode()) {
            if (!answer.text().isEmpty()) {
                faults.add(operation.name() + " answers with a body that nobody expects");
            }
            return;
        }
        contract.faults(schema, answer.json()).forEach(fault -> faults.add(operation.name() + ": " + fault));
    }

    private void checkExample(Operation operation, Sample sample, Shop.Answer answer) {
        var steady = new Steady(app.url().toString());
        var example = JsonNodeFactory.instance.objectNode();
        sample.body().ifPresent(body -> example.set("request", steady.of(body)));
        if (answer.text().startsWith("{") || answer.text().startsWith("[")) {
            example.set("response", steady.of(answer.json()));
        }
        if (!Recording.example(operation.id()).matches(example)) {
            faults.add(operation.name() + ": the example is not what is answered now");
        }
    }

    private static Set<Constraint> rules(Operation operation) {
        Set<Constraint> rules = new LinkedHashSet<>();
        contract.parameters(operation)
                .filter(parameter -> !parameter.path("in").stringValue().equals("path"))
                .forEach(parameter -> {
                    var at = place(operation, parameter);
                    rules.addAll(Constraint.in(contract, parameter.path("schema"), at));
                    // Any text is of the type of a text.
                    if (parameter.at("/schema/type").stringValue("string").equals("string")) {
                        rules.remove(new Constraint(at, "type"));
                    }
                    if (parameter.path("required").booleanValue(false)) {
                        rules.add(new Constraint(at, "required"));
                    }
                });
        if (operation.hasBody()) {
            rules.addAll(Constraint.in(contract, operation.bodySchema(), operation.id() + " body"));
        }
        return rules;
    }

    private static List<Violation> violations(Operation operation, Sample sample) {
        List<Violation> violations = new ArrayList<>();
        contract.parameters(operation)
                .filter(parameter -> !parameter.path("in").stringValue().equals("path"))
                .forEach(parameter ->
                        violations.addAll(Violations.ofParameter(contract, parameter, place(operation, parameter))));
        sample.body()
                .ifPresent(body -> violations.addAll(
                        Violations.ofBody(contract, operation.bodySchema(), operation.id() + " body", body)));
        return violations;
    }

    private static String place(Operation operation, JsonNode parameter) {
        return operation.id() + " " + parameter.path("in").stringValue() + " "
                + parameter.path("name").stringValue();
    }

    private static Shop.Answer send(Operation operation, Sample sample, Violation violation) {
        var where = violation.constraint().at().split(" ", 3)[1];
        return switch (where.split("\\.", 2)[0].split("\\[", 2)[0]) {
            case "query" ->
                samples.send(
                        operation.method(),
                        sample.with(
                                violation.param(),
                                Optional.of(violation.value())
                                        .filter(value -> !value.isNull())
                                        .map(JsonNode::asString)));
            case "header" ->
                samples.send(
                        operation.method(),
                        sample,
                        violation.param(),
                        violation.value().asString());
            default -> samples.send(operation.method(), sample.with(violation.value()));
        };
    }

    private boolean checkRefusal(Operation operation, Violation violation, Shop.Answer answer) {
        var error = answer.json().path("error");
        var code = error.path("code").stringValue("");
        var param = error.path("param").stringValue("");
        var schema = operation
                .response(answer.status())
                .path("content")
                .path("application/json")
                .path("schema");
        boolean isDocumented = !schema.isMissingNode()
                && contract.faults(schema, answer.json()).isEmpty();
        boolean isRight = answer.status() == 400
                && code.equals(violation.code())
                && param.equals(violation.param())
                && isDocumented;
        if (!isRight) {
            faults.add("%s: wanted 400 %s %s, got %d %s %s%s"
                    .formatted(
                            violation.constraint(),
                            violation.code(),
                            violation.param(),
                            answer.status(),
                            code,
                            param,
                            isDocumented ? "" : ", which is not documented"));
        }
        return isRight;
    }
}
