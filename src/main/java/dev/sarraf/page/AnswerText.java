package dev.sarraf.page;

import dev.sarraf.checkout.CustomField;
import dev.sarraf.checkout.Question;
import java.util.Map;

/// What questions are called, and what is said of answers that are none.
final class AnswerText {
    private AnswerText() {}

    /// Without a word on whether it may be left out.
    static String label(Question question, Texts texts) {
        return switch (question) {
            case Question.Personal.NAME -> texts.say("ask.name");
            case Question.Personal.PHONE -> texts.say("ask.phone");
            case Question.Address(var _, var part) ->
                texts.say(
                        switch (part) {
                            case LINE1 -> "ask.street";
                            case LINE2 -> "ask.flat";
                            case CITY -> "ask.city";
                            case STATE -> "ask.state";
                            case POSTAL_CODE -> "ask.postcode";
                            case COUNTRY -> "ask.country";
                        });
            case Question.Custom(var field) -> Shown.text(field.label());
        };
    }

    static String of(Question question, Question.Fault fault, Texts texts) {
        return switch (fault.kind()) {
            case MISSING -> missing(question, texts);
            case TOO_SHORT -> texts.count("fault.short", fault.limit());
            case TOO_LONG -> texts.count("fault.long", fault.limit());
            case WRONG_LENGTH -> texts.count("fault.length", fault.limit());
            case TOO_MANY_DIGITS -> texts.say("fault.person.digits");
            case NO_PHONE -> texts.say("fault.phone.wrong");
            case NO_COUNTRY -> texts.say("fault.country.missing");
            case NO_NUMBER -> texts.say("fault.number.none");
            case NO_OPTION -> texts.say("fault.option.missing");
        };
    }

    static String missing(Question question, Texts texts) {
        return switch (question) {
            case Question.Personal.NAME -> texts.say("fault.person.missing");
            case Question.Personal.PHONE -> texts.say("fault.phone.missing");
            case Question.Address(var _, var part) ->
                texts.say(
                        switch (part) {
                            case LINE1 -> "fault.street.missing";
                            case CITY -> "fault.city.missing";
                            case COUNTRY -> "fault.country.missing";
                            case LINE2, STATE, POSTAL_CODE ->
                                throw new IllegalStateException("bug: " + part + " may be left out");
                        });
            case Question.Custom(var field) -> missing(field, texts);
        };
    }

    private static String missing(CustomField field, Texts texts) {
        return switch (field.type()) {
            case TEXT, NUMBER -> texts.say("fault.custom.missing", Map.of("label", Shown.text(field.label())));
            case DROPDOWN -> texts.say("fault.option.missing");
            case CHECKBOX -> texts.say("fault.box.missing");
        };
    }
}
