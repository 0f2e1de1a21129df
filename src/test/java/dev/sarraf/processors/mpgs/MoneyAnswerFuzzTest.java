package dev.sarraf.processors.mpgs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.processors.Outcome;
import dev.sarraf.testing.Seed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Damaged and dishonest answers, by the thousand. Whatever happens to one, money never counts as taken unless the
/// answer still says all of it about this very charge, and never as not taken unless it says that.
class MoneyAnswerFuzzTest {
    private static final long SEED = Seed.of("answers", 20_261_101);
    private static final int CASES = Integer.getInteger("answers.cases", 6_000);

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final List<String> CODES = List.of(
            "APPROVED", "DECLINED", "TIMED_OUT", "UNKNOWN", "PENDING", "LOCK_FAILURE", "NEW_CODE", "approved", "");
    private static final List<String> RESULTS =
            List.of("SUCCESS", "FAILURE", "PENDING", "UNKNOWN", "ERROR", "success", "");

    private final Random random = new Random(SEED);

    @Test
    void an_answer_that_breaks_off_anywhere_decides_nothing() {
        for (var whole : List.of(Answers.approved(), Answers.failed("DECLINED"))) {
            for (int length = 0; length < whole.length(); length++) {
                var body = whole.substring(0, length);
                assertThat(Answers.charged(201, body)).as(body).isInstanceOf(Outcome.Unknown.class);
                assertThat(Answers.lookedUp(200, body)).as(body).containsInstanceOf(Outcome.Unknown.class);
            }
        }
    }

    @Test
    void damaged_bytes_decide_nothing_that_the_answer_does_not_say() {
        for (int i = 0; i < CASES; i++) {
            var body = new StringBuilder(random.nextBoolean() ? Answers.approved() : Answers.failed("DECLINED"));
            for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
                damage(body);
            }
            check(i, body.toString());
        }
    }

    @Test
    void changed_fields_decide_nothing_that_the_answer_does_not_say() {
        int decided = 0;
        for (int i = 0; i < CASES; i++) {
            var root = (ObjectNode)
                    LENIENT.readTree(random.nextBoolean() ? Answers.approved() : Answers.failed("DECLINED"));
            for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
                change(root);
            }
            decided += check(i, root.toString());
        }
        // Many changes touch what does not matter: a reader that trusted nothing would prove nothing.
        assertThat(decided).as("seed %d", SEED).isBetween(CASES / 20, CASES * 19 / 20);
    }

    /// One where the outcome was final.
    private static int check(int number, String body) {
        var outcome = Answers.charged(201, body);

        assertThat(Answers.lookedUp(200, body))
                .as("seed %d case %d", SEED, number)
                .containsInstanceOf(outcome.getClass());
        switch (outcome) {
            case Outcome.Approved _ ->
                assertThat(isAbout(body, "SUCCESS", "APPROVED"))
                        .as("seed %d case %d: approved on %s", SEED, number, body)
                        .isTrue();
            case Outcome.Declined _ ->
                assertThat(isAbout(body, "FAILURE", "DECLINED"))
                        .as("seed %d case %d: declined on %s", SEED, number, body)
                        .isTrue();
            case Outcome.PartlyApproved _,
                    Outcome.Unconfirmed _,
                    Outcome.TryLater _,
                    Outcome.Refused _,
                    Outcome.Waiting _,
                    Outcome.Unknown _ -> {
                return 0;
            }
        }
        return 1;
    }

    /// A second opinion that shares nothing with the reader.
    private static boolean isAbout(String body, String result, String code) {
        JsonNode root;
        try {
            root = LENIENT.readTree(body);
        } catch (JacksonException e) {
            return false;
        }
        return is(root, "/result", result)
                && is(root, "/response/gatewayCode", code)
                && is(root, "/merchant", "TESTSARRAF")
                && is(root, "/order/id", "pi_test_1")
                && is(root, "/transaction/id", "p1")
                && is(root, "/transaction/type", "PAYMENT")
                && is(root, "/order/currency", "EGP")
                && is(root, "/transaction/currency", "EGP")
                && isAmount(root, "/order/amount")
                && isAmount(root, "/transaction/amount");
    }

    private static boolean is(JsonNode root, String pointer, String text) {
        return root.at(pointer).isString() && root.at(pointer).stringValue().equals(text);
    }

    private static boolean isAmount(JsonNode root, String pointer) {
        var node = root.at(pointer);
        var text = node.isString() ? node.stringValue() : node.toString();
        return text.matches("[0-9.eE+\\-]+") && new BigDecimal(text).compareTo(new BigDecimal("150")) == 0;
    }

    private void damage(StringBuilder body) {
        int at = random.nextInt(body.length());
        switch (random.nextInt(3)) {
            case 0 -> body.setCharAt(at, (char) (' ' + random.nextInt(95)));
            case 1 -> body.deleteCharAt(at);
            default -> body.insert(at, (char) ('0' + random.nextInt(10)));
        }
    }

    private void change(ObjectNode root) {
        var groups = new ArrayList<ObjectNode>();
        collect(root, groups);
        var group = groups.get(random.nextInt(groups.size()));
        var names = List.copyOf(group.propertyNames());
        var name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0 -> group.remove(name);
            case 1 -> group.putNull(name);
            case 2 -> group.put(name, random.nextInt(20_000));
            case 3 -> group.put(name, BigDecimal.valueOf(random.nextInt(2) == 0 ? 15_000 : random.nextInt(20_000), 2));
            case 4 -> group.put(name, CODES.get(random.nextInt(CODES.size())));
            case 5 -> group.put(name, RESULTS.get(random.nextInt(RESULTS.size())));
            case 6 -> group.put(name, group.path(name).asString("") + random.nextInt(10));
            default -> group.putArray(name).add(name);
        }
    }

    private static void collect(ObjectNode node, List<ObjectNode> into) {
        if (!node.isEmpty()) {
            into.add(node);
        }
        node.values().forEach(child -> {
            if (child instanceof ObjectNode object) {
                collect(object, into);
            }
        });
    }
}
