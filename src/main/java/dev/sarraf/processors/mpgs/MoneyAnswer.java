package dev.sarraf.processors.mpgs;

import dev.sarraf.processors.Outcome;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an answer about a movement of money means. It counts as done only where the whole answer says so, and as not
/// done only where it says that; anything in between is [Outcome.Unknown].
record MoneyAnswer(Asked asked, Movement movement) {
    /// The gateway has no code of its own for a transaction that it never saw, only this sentence. Wide enough for
    /// other wordings, too narrow for anything else that cannot be found, such as a merchant or a session.
    private static final Pattern NEVER_SEEN = Pattern.compile(
            "(unable to find|cannot find|could not find|can't find|no such) (the |an? )?(order|transaction)\\b.*"
                    + "|(the )?(order|transaction)( id| with id)?( [^ ]*[0-9_'][^ ]*)?"
                    + " (was not found|not found|could not be found|cannot be found|does not exist)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /// What became of what we just asked for.
    Outcome toRequest(Answer answer) {
        return switch (answer) {
            case Answer.Processed(var document) -> processed(document);
            case Answer.Unusable(var detail) -> new Outcome.Unknown(detail);
            case Answer.Problem problem ->
                switch (problem.cause()) {
                    case INVALID_REQUEST, REQUEST_REJECTED -> new Outcome.Refused(problem.toString());
                    case SERVER_BUSY -> new Outcome.TryLater(problem.toString());
                    case SERVER_FAILED -> new Outcome.Unknown(problem.toString());
                };
        };
    }

    /// What the gateway knows of what we asked for earlier; empty only where it says that it knows none.
    ///
    /// That a look-up itself is refused, as with a wrong password, says nothing about it.
    Optional<Outcome> toLookUp(Answer answer) {
        return switch (answer) {
            case Answer.Processed(var document) -> Optional.of(processed(document));
            case Answer.Unusable(var detail) -> Optional.of(new Outcome.Unknown("look-up: " + detail));
            case Answer.Problem problem when isNeverSeen(problem) -> Optional.empty();
            case Answer.Problem problem -> Optional.of(new Outcome.Unknown("look-up: " + problem));
        };
    }

    static boolean isNeverSeen(Answer.Problem problem) {
        var field = problem.error().text("error", "field");
        return problem.cause() == Answer.Cause.INVALID_REQUEST
                && (problem.status() == 400 || problem.status() == 404)
                && field.filter(name -> !name.equals("order.id") && !name.equals("transaction.id"))
                        .isEmpty()
                && NEVER_SEEN.matcher(problem.explanation().strip()).matches();
    }

    private Outcome processed(Document document) {
        var text = document.text("response", "gatewayCode").orElse("");
        var code = GatewayCode.find(text);
        if (code.isEmpty()) {
            return new Outcome.Unknown(text.isEmpty() ? "no gatewayCode" : "a gatewayCode never seen before");
        }
        var difference = switch (code.get().meaning()) {
            case GatewayCode.Meaning.Later _ -> asked.idDifference(document);
            case GatewayCode.Meaning.Part _ -> movement.partDifference(asked, document);
            default -> movement.difference(asked, document);
        };
        if (difference.isPresent()) {
            return new Outcome.Unknown(code.get() + ", but " + difference.get());
        }
        var result = document.text("result").orElse("missing");
        return switch (code.get().meaning()) {
            case GatewayCode.Meaning.Open(var why) -> new Outcome.Unknown(code.get() + ": " + why);
            case GatewayCode.Meaning.Taken _ when result.equals("SUCCESS") -> done(document);
            case GatewayCode.Meaning.Part(var decline) when result.equals("SUCCESS") -> part(decline, document);
            case GatewayCode.Meaning.Taken _, GatewayCode.Meaning.Part _ -> contradiction(code.get());
            case GatewayCode.Meaning _ when !result.equals("FAILURE") -> contradiction(code.get());
            case GatewayCode.Meaning.Declined(var decline) ->
                new Outcome.Declined(detailed(decline, document), Receipts.of(document));
            case GatewayCode.Meaning.Failed(var decline) -> failed(decline, document);
            case GatewayCode.Meaning.Later _ -> new Outcome.TryLater("another operation holds the order");
            case GatewayCode.Meaning.NotEnabled _ ->
                new Outcome.Refused("the operation is not enabled for the merchant");
        };
    }

    /// Where the order holds captured money all the same, the acquirer may have done what the gateway takes for a
    /// failed charge. What was captured and given back, as an earlier charge that came too late is, it does not
    /// hold. Other movements start from an order that holds money.
    private Outcome failed(Outcome.Decline decline, Document document) {
        return movement == Movement.CHARGE
                        && total(document, "totalCapturedAmount").compareTo(total(document, "totalRefundedAmount")) != 0
                ? new Outcome.Unknown("failed, but the order holds captured money")
                : new Outcome.Unconfirmed(detailed(decline, document), Receipts.of(document));
    }

    /// How much was taken is the transaction's own amount. Where that is still what was asked for, the order's
    /// total tells it, if the order holds nothing that came and went before.
    private Outcome part(Outcome.Decline decline, Document document) {
        return asked.part(document.decimal("transaction", "amount"))
                .or(() -> asked.part(document.decimal("order", "totalAuthorizedAmount")
                        .filter(_ -> total(document, "totalRefundedAmount").signum() == 0)))
                .<Outcome>map(
                        taken -> new Outcome.PartlyApproved(taken, detailed(decline, document), Receipts.of(document)))
                .orElseGet(() -> new Outcome.Unknown("approved in part, but it does not say how much"));
    }

    private static BigDecimal total(Document document, String name) {
        return document.decimal("order", name).orElse(BigDecimal.ZERO);
    }

    /// The order's total cannot be less than what this very transaction moved. It is more where an earlier one of the
    /// order was done as well, which does not undo this one.
    private Outcome done(Document document) {
        return movement.total()
                        .flatMap(total -> document.decimal("order", total))
                        .filter(total -> total.compareTo(asked.amount().majorUnits()) < 0)
                        .isPresent()
                ? new Outcome.Unknown("approved, but the order's total is less than its amount")
                : new Outcome.Approved(Receipts.of(document));
    }

    /// The sentence of the table, with the acquirer's own words and the gateway's recommendation where there are any.
    private static Outcome.Decline detailed(Outcome.Decline decline, Document document) {
        var words = document.text("response", "acquirerMessage").map(Receipts::message);
        return new Outcome.Decline(
                decline.code(),
                decline.declineCode(),
                decline.advice().or(() -> advice(document)),
                decline.merchantMessage()
                        + words.map(text -> " It says: " + text + ".").orElse(""));
    }

    private static Optional<String> advice(Document document) {
        return switch (document.text("response", "gatewayRecommendation").orElse("")) {
            case "DO_NOT_PROCEED_ABANDON_ORDER" -> Optional.of("do_not_try_again");
            case "RESUBMIT_LATER" -> Optional.of("try_again_later");
            case "RESUBMIT_WITH_UPDATED_PAYMENT_DETAILS" -> Optional.of("confirm_card_data");
            default -> Optional.empty();
        };
    }

    private static Outcome contradiction(GatewayCode code) {
        return new Outcome.Unknown(code + ", but the result says otherwise");
    }
}
