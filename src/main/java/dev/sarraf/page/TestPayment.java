package dev.sarraf.page;

import dev.sarraf.cards.Card;
import dev.sarraf.checkout.Answers;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;

/// What a developer wants a test customer to do.
///
/// @param card empty where none was sent, which is right for an order that costs nothing
/// @param end how a challenge ends, if the card leads to one
/// @param answers to what the session asks for
record TestPayment(Optional<Card> card, ChallengeEnd end, Answers answers) {
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
        var answers = TestAnswers.read(body, shop);
        body.end();
        if (number.isEmpty() && expiry.isEmpty() && code.isEmpty() && end.isEmpty()) {
            return new TestPayment(Optional.empty(), ChallengeEnd.SUCCESS, answers);
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
                new TestPayment(Optional.of(card), end.orElse(ChallengeEnd.SUCCESS), answers);
            case CardForm.Checked.Faulty(var faults) ->
                throw refusal(faults.keySet().iterator().next());
        };
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
