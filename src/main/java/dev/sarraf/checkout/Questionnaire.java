package dev.sarraf.checkout;

import dev.sarraf.checkout.Question.Address;
import dev.sarraf.checkout.Question.Address.Part;
import dev.sarraf.checkout.Question.Address.Purpose;
import dev.sarraf.checkout.Question.Custom;
import dev.sarraf.checkout.Question.Personal;
import dev.sarraf.customers.Customer;
import dev.sarraf.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a session asks for, what is known of it, and where answers go.
record Questionnaire(Terms terms) {
    /// In their order on the page.
    List<Question> questions() {
        var questions = new ArrayList<Question>();
        if (terms.collects().name()) {
            questions.add(Personal.NAME);
        }
        if (terms.collects().phone()) {
            questions.add(Personal.PHONE);
        }
        if (terms.collects().shippingAddress()) {
            questions.addAll(Address.all(Purpose.SHIPPING));
        }
        if (terms.collects().billingAddress()) {
            questions.addAll(Address.all(Purpose.BILLING));
        }
        terms.customFields().forEach(field -> questions.add(new Custom(field)));
        return questions;
    }

    /// What is known before the customer types, by the ids of the questions: from the session, or else from the
    /// customer whom it names.
    Map<String, String> known(Optional<Customer> customer) {
        var known = new LinkedHashMap<String, String>();
        for (var question : questions()) {
            said(question)
                    .or(() -> customer.flatMap(person -> of(person, question)))
                    .ifPresent(text -> known.put(question.id(), text));
        }
        return known;
    }

    /// A question that has to be answered before the session can be paid, and has no answer in it.
    Optional<Question> unanswered() {
        return questions().stream()
                .filter(question -> !question.isOptional() && said(question).isEmpty())
                .findFirst();
    }

    /// The terms with these answers in them.
    Terms with(Answers answers) {
        return terms.answered(
                details(answers).map(Json::write),
                terms.customFields().stream()
                        .map(field -> field.answered(answers.to(new Custom(field))))
                        .toList());
    }

    private Optional<String> said(Question question) {
        var details = terms.buyer().details().map(Json::readOwn);
        var billing = details.map(node -> node.path("billingDetails"));
        var shipping = details.map(node -> node.path("shipping"));
        return switch (question) {
            case Personal.NAME -> text(details, "name").or(() -> text(billing, "name"));
            case Personal.PHONE -> text(details, "phone").or(() -> text(billing, "phone"));
            case Address(var purpose, var part) ->
                text((purpose == Purpose.BILLING ? billing : shipping).map(node -> node.path("address")), part.key());
            case Custom(var field) -> field.answer();
        };
    }

    private static Optional<String> of(Customer customer, Question question) {
        return switch (question) {
            case Personal.NAME -> customer.name();
            case Personal.PHONE -> customer.phone();
            case Address(var purpose, var part) ->
                purpose == Purpose.BILLING
                        ? text(customer.address().map(Json::readOwn), part.key())
                        : text(customer.shipping().map(Json::readOwn).map(node -> node.path("address")), part.key());
            case Custom _ -> Optional.empty();
        };
    }

    /// What was asked of the person takes the place of what was known; a bill or a parcel is theirs too.
    private Optional<ObjectNode> details(Answers answers) {
        var collects = terms.collects();
        var before = terms.buyer().details().map(Json::readOwn).map(ObjectNode.class::cast);
        if (collects.equals(Collects.NOTHING)) {
            return before;
        }
        var details = before.orElseGet(CustomerDetails::unknown);
        put(details, "name", answers.to(Personal.NAME));
        put(details, "phone", answers.to(Personal.PHONE));
        for (var purpose : Purpose.values()) {
            boolean asked = purpose == Purpose.BILLING ? collects.billingAddress() : collects.shippingAddress();
            var name = purpose == Purpose.BILLING ? "billingDetails" : "shipping";
            if (asked && !details.path(name).isObject()) {
                details.set(name, CustomerDetails.unknownPlace(purpose));
            }
            if (details.path(name) instanceof ObjectNode place) {
                put(place, "name", answers.to(Personal.NAME));
                put(place, "phone", answers.to(Personal.PHONE));
                if (asked) {
                    place.set("address", address(purpose, answers));
                }
            }
        }
        return Optional.of(details);
    }

    private static ObjectNode address(Purpose purpose, Answers answers) {
        var json = Json.object();
        for (var part : Part.values()) {
            json.put(part.key(), answers.to(new Address(purpose, part)).orElse(null));
        }
        return json;
    }

    private static void put(ObjectNode json, String name, Optional<String> answer) {
        answer.ifPresent(text -> json.put(name, text));
    }

    private static Optional<String> text(Optional<JsonNode> json, String name) {
        return json.map(node -> node.path(name)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }
}
