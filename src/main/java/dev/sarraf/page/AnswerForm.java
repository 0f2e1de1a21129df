package dev.sarraf.page;

import dev.sarraf.checkout.Answers;
import dev.sarraf.checkout.Question;
import dev.sarraf.checkout.Storefront;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What the customer answered in a form, beside a card perhaps.
///
/// @param typed by the ids of the questions
record AnswerForm(Answers.Checked checked, Map<String, String> typed) {
    /// @param field the text of a field by its name, empty where nothing was sent
    static AnswerForm of(Storefront shop, UnaryOperator<String> field) {
        var typed = new LinkedHashMap<String, String>();
        shop.questions().forEach(question -> typed.put(question.id(), field.apply(question.id())));
        return new AnswerForm(Answers.check(shop.questions(), field), typed);
    }

    /// What is wrong, by the ids of the fields.
    Map<String, String> faults(Texts texts) {
        var said = new LinkedHashMap<String, String>();
        if (checked instanceof Answers.Checked.Faulty(var faults)) {
            faults.forEach((question, fault) -> said.put(question.id(), AnswerText.of(question, fault, texts)));
        }
        return said;
    }

    /// A number in the field of a name may be that of a card, so it is not shown again.
    Map<String, String> kept() {
        var kept = new LinkedHashMap<>(typed);
        if (checked instanceof Answers.Checked.Faulty(var faults)) {
            faults.forEach((question, fault) -> {
                if (fault.kind() == Question.Fault.Kind.TOO_MANY_DIGITS) {
                    kept.put(question.id(), "");
                }
            });
        }
        return kept;
    }

    /// The answers; none where something is wrong with them.
    Answers answers() {
        return checked instanceof Answers.Checked.Good(var answers) ? answers : Answers.NONE;
    }

    /// Addresses and phone numbers have no business in a log.
    @Override
    public String toString() {
        return "AnswerForm" + typed.keySet();
    }
}
