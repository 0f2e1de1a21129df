package dev.sarraf.page;

import dev.sarraf.cards.Card;
import dev.sarraf.checkout.Answers;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.methods.PaymentMethod;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a developer wants a test customer to do.
///
/// @param card empty where none was sent, which is right for an order that costs nothing
/// @param local how the customer pays without a card
/// @param end how a challenge ends, if the card leads to one
/// @param answers to what the session asks for
record TestPayment(Optional<Card> card, Optional<Local> local, ChallengeEnd end, Answers answers) {
    /// A payment by another method than a card.
    ///
    /// @param phone in E.164
    /// @param code what the customer types, where a code is asked for
    /// @param months the plan that the customer chooses, where one is to be chosen
    record Local(PaymentMethod method, Optional<String> phone, Optional<String> code, OptionalLong months) {}

    /// As the card form reads its fields: longer texts are wrong anyway.
    private static final int LONGEST = 100;

    private static final String HOLDER = "Test Customer";

    /// Reads the request, and refuses it by the parameter that is to blame. What is wrong with a card is what
    /// the form on the page would find wrong; no value is repeated.
    ///
    /// @param month the month that it is, wherever it is that still
    /// @param shop the session, which tells what is asked
    static TestPayment read(Fields body, YearMonth month, Storefront shop) {
        var number = body.text("card", LONGEST);
        var expiry = body.text("expiry", LONGEST);
        var code = body.text("securityCode", LONGEST);
        var end = body.choice("threeDSecure", ChallengeEnd.class);
        var local = local(body);
        var answers = TestAnswers.read(body, shop);
        body.end();
        if (local.isPresent()) {
            if (number.isPresent()) {
                throw Refusal.invalid(
                        ErrorCode.PARAMETERS_EXCLUSIVE, "card", "Send either card or paymentMethodType, not both.");
            }
            return new TestPayment(Optional.empty(), local, ChallengeEnd.SUCCESS, answers);
        }
        if (number.isEmpty() && expiry.isEmpty() && code.isEmpty() && end.isEmpty()) {
            return new TestPayment(Optional.empty(), Optional.empty(), ChallengeEnd.SUCCESS, answers);
        }
        var typed = Map.of(
                CardField.NUMBER.id(), body.required("card", number),
                CardField.EXPIRY.id(), body.required("expiry", expiry),
                CardField.CVC.id(), code.orElse(""),
                CardField.NAME.id(), HOLDER);
        var read = CardForm.of(field -> typed.getOrDefault(field, ""));
        var form = code.isPresent() ? read : read.withRightTestCode();
        return switch (form.check(false, month)) {
            case CardForm.Checked.Good(var card) ->
                new TestPayment(Optional.of(card), Optional.empty(), end.orElse(ChallengeEnd.SUCCESS), answers);
            case CardForm.Checked.Faulty(var faults) ->
                throw refusal(faults.keySet().iterator().next());
        };
    }

    private static Optional<Local> local(Fields body) {
        var method = body.choice("paymentMethodType", LocalMethod.class);
        var phone = body.text("phone", LONGEST);
        var code = body.text("code", LONGEST);
        var months = body.whole("months", 1, 60);
        if (method.isEmpty()) {
            if (phone.isPresent() || code.isPresent() || months.isPresent()) {
                throw Refusal.invalid(
                        ErrorCode.PARAMETER_REQUIRES_ANOTHER,
                        "paymentMethodType",
                        "phone, code and months need a paymentMethodType.");
            }
            return Optional.empty();
        }
        var chosen = PaymentMethod.valueOf(method.get().name());
        if (chosen.asksForPhone() && phone.isEmpty()) {
            throw Refusal.invalid(ErrorCode.PARAMETER_MISSING, "phone", "Missing required parameter: phone");
        }
        var mobile = phone.flatMap(LocalForm::mobile);
        if (phone.isPresent() && mobile.isEmpty()) {
            throw invalid("phone", "must be an Egyptian mobile number, such as +201001234567.");
        }
        return Optional.of(new Local(chosen, chosen.asksForPhone() ? mobile : Optional.empty(), code, months));
    }

    /// The methods that take no card.
    private enum LocalMethod {
        FAWRY,
        VODAFONE_CASH,
        VALU
    }

    private static Refusal refusal(CardField field) {
        return switch (field) {
            case NUMBER -> invalid("card", "must be the number of a test card: see /docs/test-cards.");
            case EXPIRY -> invalid("expiry", "must be a month and a year that are not over, such as 01/39.");
            case CVC -> invalid("securityCode", "must have 3 digits, or 4 where the card is an American Express.");
            case NAME -> throw new IllegalStateException("bug: the test customer's name is refused");
        };
    }

    private static Refusal invalid(String param, String message) {
        return Refusal.invalid(ErrorCode.PARAMETER_INVALID, param, param + " " + message);
    }
}
