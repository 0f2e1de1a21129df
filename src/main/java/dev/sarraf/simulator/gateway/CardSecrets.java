package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.cards.CardNumber;
import dev.sarraf.simulator.cards.SecurityCode;
import dev.sarraf.simulator.cards.TestCards;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The two fields of a card that nobody may read by chance.
record CardSecrets(Optional<CardNumber> number, Optional<SecurityCode> securityCode) {
    static final CardSecrets NONE = new CardSecrets(Optional.empty(), Optional.empty());

    static final String NUMBER_FIELD = "sourceOfFunds.provided.card.number";
    static final String CODE_FIELD = "sourceOfFunds.provided.card.securityCode";

    /// Takes them out of a request, which does not have them any more afterwards.
    ///
    /// @throws GatewayError if there is a number that is not a published test number, without repeating it
    static CardSecrets takeFrom(ObjectNode request) {
        var card = request.path("sourceOfFunds").path("provided").path("card");
        if (!(card instanceof ObjectNode fields)) {
            return NONE;
        }
        var number = fields.remove("number");
        var code = fields.remove("securityCode");
        return new CardSecrets(
                Optional.ofNullable(number).map(CardSecrets::number),
                Optional.ofNullable(code).map(CardSecrets::code));
    }

    /// These where they are given, `beneath`'s where they are not.
    CardSecrets over(CardSecrets beneath) {
        return new CardSecrets(number.or(beneath::number), securityCode.or(beneath::securityCode));
    }

    CardSecrets withoutCode() {
        return new CardSecrets(number, Optional.empty());
    }

    private static CardNumber number(JsonNode node) {
        try {
            var number = new CardNumber(node.stringValue(""));
            if (TestCards.find(number).isPresent()) {
                return number;
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the same refusal: what the digits are wrong in is not repeated.
        }
        throw GatewayError.invalid(
                NUMBER_FIELD, "Value is not a published test card number, and this simulator knows no others");
    }

    private static SecurityCode code(JsonNode node) {
        try {
            return new SecurityCode(node.stringValue(""));
        } catch (IllegalArgumentException e) {
            throw GatewayError.invalid(CODE_FIELD, "Value must be a string of 3 or 4 digits");
        }
    }
}
