package dev.sarraf.checkout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What a customer has answered, each answer found good.
///
/// @param byQuestion the answers by the ids of their questions; an empty text where one was skipped
public record Answers(Map<String, String> byQuestion) {
    /// Where nothing was asked.
    public static final Answers NONE = new Answers(Map.of());

    public Answers {
        byQuestion = Map.copyOf(byQuestion);
    }

    /// Either answers or what is wrong with them.
    public sealed interface Checked {
        record Good(Answers answers) implements Checked {}

        /// At least one answer is none.
        ///
        /// @param faults in the order of the questions
        record Faulty(Map<Question, Question.Fault> faults) implements Checked {}
    }

    /// Reads an answer to each question.
    ///
    /// @param typed what was typed, by the id of its question; empty where nothing was
    public static Checked check(List<Question> questions, UnaryOperator<String> typed) {
        var answers = new LinkedHashMap<String, String>();
        var faults = new LinkedHashMap<Question, Question.Fault>();
        for (var question : questions) {
            switch (question.read(typed.apply(question.id()))) {
                case Question.Reading.Answered(var answer) -> answers.put(question.id(), answer);
                case Question.Reading.Skipped _ -> answers.put(question.id(), "");
                case Question.Reading.Wrong(var fault) -> faults.put(question, fault);
            }
        }
        return faults.isEmpty() ? new Checked.Good(new Answers(answers)) : new Checked.Faulty(faults);
    }

    Optional<String> to(Question question) {
        return Optional.ofNullable(byQuestion.get(question.id())).filter(answer -> !answer.isEmpty());
    }

    /// Whether nothing was asked.
    boolean isEmpty() {
        return byQuestion.isEmpty();
    }

    /// Addresses and phone numbers have no business in a log.
    @Override
    public String toString() {
        return "Answers" + byQuestion.keySet();
    }
}
