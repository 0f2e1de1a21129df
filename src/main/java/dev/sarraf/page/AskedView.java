package dev.sarraf.page;

import dev.sarraf.checkout.CustomField;
import dev.sarraf.checkout.Question;
import dev.sarraf.checkout.Storefront;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the customer is asked for besides the payment, as fields in groups.
public record AskedView(List<Group> groups) {
    /// Fields under one heading.
    public record Group(String id, String legend, List<Field> fields) {}

    /// One field.
    ///
    /// @param autocomplete what a browser may fill in; empty for a merchant's own question
    /// @param missing what is said where nothing was typed; empty where nothing need be
    public record Field(
            String id,
            String label,
            boolean optional,
            Kind kind,
            boolean half,
            String autocomplete,
            String value,
            String missing,
            String fault,
            List<Option> options) {

        /// How it is filled in.
        public enum Kind {
            TEXT,
            PHONE,
            NUMBER,
            SELECT,
            BOX
        }
    }

    /// What a list offers.
    ///
    /// @param value empty for the option that is none
    public record Option(String value, String label, boolean selected) {}

    private enum Heading {
        CONTACT,
        SHIPPING,
        BILLING,
        MORE
    }

    public boolean isEmpty() {
        return groups.isEmpty();
    }

    static AskedView of(Storefront shop, Visitor visitor, Map<String, String> typed, Map<String, String> faults) {
        var values = typed.isEmpty() ? shop.known() : typed;
        var grouped = new LinkedHashMap<Heading, List<Field>>();
        for (var question : shop.questions()) {
            grouped.computeIfAbsent(heading(question), _ -> new ArrayList<>())
                    .add(field(
                            question,
                            visitor.texts(),
                            values.getOrDefault(question.id(), ""),
                            faults.getOrDefault(question.id(), "")));
        }
        return new AskedView(grouped.entrySet().stream()
                .map(group -> new Group(
                        "asked-" + group.getKey().name().toLowerCase(Locale.ROOT),
                        legend(group.getKey(), visitor.texts()),
                        group.getValue()))
                .toList());
    }

    private static Heading heading(Question question) {
        return switch (question) {
            case Question.Personal _ -> Heading.CONTACT;
            case Question.Address(var purpose, var _) ->
                switch (purpose) {
                    case SHIPPING -> Heading.SHIPPING;
                    case BILLING -> Heading.BILLING;
                };
            case Question.Custom _ -> Heading.MORE;
        };
    }

    private static String legend(Heading heading, Texts texts) {
        return switch (heading) {
            case CONTACT -> texts.say("ask.contact");
            case SHIPPING -> texts.say("ask.shipping");
            case BILLING -> texts.say("ask.billing");
            case MORE -> texts.say("ask.more");
        };
    }

    private static Field field(Question question, Texts texts, String value, String fault) {
        return new Field(
                question.id(),
                AnswerText.label(question, texts),
                question.isOptional(),
                kind(question),
                isHalf(question),
                autocomplete(question),
                value,
                question.isOptional() ? "" : AnswerText.missing(question, texts),
                fault,
                options(question, texts, value));
    }

    private static Field.Kind kind(Question question) {
        return switch (question) {
            case Question.Personal.NAME -> Field.Kind.TEXT;
            case Question.Personal.PHONE -> Field.Kind.PHONE;
            case Question.Address(var _, var part) ->
                part == Question.Address.Part.COUNTRY ? Field.Kind.SELECT : Field.Kind.TEXT;
            case Question.Custom(var field) ->
                switch (field.type()) {
                    case TEXT -> Field.Kind.TEXT;
                    case NUMBER -> Field.Kind.NUMBER;
                    case DROPDOWN -> Field.Kind.SELECT;
                    case CHECKBOX -> Field.Kind.BOX;
                };
        };
    }

    private static boolean isHalf(Question question) {
        return question instanceof Question.Address(var _, var part)
                && part != Question.Address.Part.LINE1
                && part != Question.Address.Part.LINE2;
    }

    private static String autocomplete(Question question) {
        return switch (question) {
            case Question.Personal.NAME -> "name";
            case Question.Personal.PHONE -> "tel";
            case Question.Address(var purpose, var part) ->
                purpose.name().toLowerCase(Locale.ROOT) + " "
                        + switch (part) {
                            case LINE1 -> "address-line1";
                            case LINE2 -> "address-line2";
                            case CITY -> "address-level2";
                            case STATE -> "address-level1";
                            case POSTAL_CODE -> "postal-code";
                            case COUNTRY -> "country";
                        };
            case Question.Custom _ -> "";
        };
    }

    private static List<Option> options(Question question, Texts texts, String value) {
        if (question instanceof Question.Address(var _, var part) && part == Question.Address.Part.COUNTRY) {
            var countries = Countries.in(texts.language());
            var chosen = countries.stream().anyMatch(country -> country.code().equals(value)) ? value : Countries.USUAL;
            return countries.stream()
                    .map(country -> new Option(
                            country.code(), country.name(), country.code().equals(chosen)))
                    .toList();
        }
        if (question instanceof Question.Custom(var field) && field.type() == CustomField.Type.DROPDOWN) {
            var options = new ArrayList<Option>();
            options.add(new Option("", texts.say("ask.choose"), value.isEmpty()));
            field.options()
                    .forEach(option -> options.add(new Option(option, Shown.text(option), option.equals(value))));
            return options;
        }
        return List.of();
    }
}
