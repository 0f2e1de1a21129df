package dev.sarraf.page;

import dev.sarraf.checkout.Answers;
import dev.sarraf.checkout.CustomField;
import dev.sarraf.checkout.Question;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a developer lets a test customer answer: `customerDetails` and `customFields`, of which only what the
/// session asks for can be sent. What is not sent is as it was known before, as on the page.
final class TestAnswers {
    /// As long as an answer can be.
    private static final int LONGEST = 1_000;

    private TestAnswers() {}

    /// @throws Refusal naming the parameter, where an answer is missing or none
    static Answers read(Fields body, Storefront shop) {
        var sent = sent(body, shop.questions());
        var checked = Answers.check(
                shop.questions(), id -> sent.getOrDefault(id, shop.known().getOrDefault(id, "")));
        return switch (checked) {
            case Answers.Checked.Good(var answers) -> answers;
            case Answers.Checked.Faulty(var faults) -> {
                var first = faults.entrySet().iterator().next();
                throw refusal(first.getKey(), first.getValue());
            }
        };
    }

    private static Refusal refusal(Question question, Question.Fault fault) {
        return fault.kind() == Question.Fault.Kind.MISSING
                ? Refusal.invalid(
                        ErrorCode.PARAMETER_MISSING,
                        question.param(),
                        "Missing required parameter: " + question.param() + ". The session asks for it.")
                : Refusal.invalid(
                        ErrorCode.PARAMETER_INVALID, question.param(), question.param() + " " + fault.message());
    }

    /// By the ids of the questions.
    private static Map<String, String> sent(Fields body, List<Question> questions) {
        var sent = new HashMap<String, String>();
        var objects = new Objects(body);
        for (var question : questions) {
            answer(objects, question).ifPresent(answer -> sent.put(question.id(), answer));
        }
        objects.end();
        return sent;
    }

    private static Optional<String> answer(Objects objects, Question question) {
        return switch (question) {
            case Question.Personal.NAME -> text(objects.at("customerDetails"), "name");
            case Question.Personal.PHONE -> text(objects.at("customerDetails"), "phone");
            case Question.Address(var purpose, var part) ->
                text(
                        objects.at(
                                "customerDetails",
                                purpose == Question.Address.Purpose.BILLING ? "billingDetails" : "shipping",
                                "address"),
                        part.key());
            case Question.Custom(var field) -> custom(objects.at("customFields"), field);
        };
    }

    private static Optional<String> custom(Optional<Fields> fields, CustomField field) {
        return field.type() == CustomField.Type.CHECKBOX
                ? fields.flatMap(owner -> owner.flagOrText(field.key()))
                        .map(checked -> checked ? Question.Custom.CHECKED : "")
                : text(fields, field.key());
    }

    private static Optional<String> text(Optional<Fields> fields, String name) {
        return fields.flatMap(owner -> owner.text(name, 0, LONGEST));
    }

    /// The objects of a body, each read once, so that what nothing asked for is known in the end.
    private static final class Objects {
        private final Fields body;
        private final Map<String, Optional<Fields>> read = new HashMap<>();

        private Objects(Fields body) {
            this.body = body;
        }

        Optional<Fields> at(String... path) {
            var owner = Optional.of(body);
            var name = "";
            for (var step : path) {
                var above = owner;
                name = name.isEmpty() ? step : name + "." + step;
                owner = read.computeIfAbsent(name, _ -> above.flatMap(fields -> fields.object(step)));
            }
            return owner;
        }

        void end() {
            read.values().forEach(fields -> fields.ifPresent(Fields::end));
        }
    }
}
