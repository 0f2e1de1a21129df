package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.cards.CardNumber;
import dev.sarraf.simulator.cards.Expiry;
import dev.sarraf.simulator.cards.SecurityCode;
import dev.sarraf.simulator.cards.TestCard;
import dev.sarraf.simulator.cards.TestCards;
import dev.sarraf.simulator.web.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The card that a request names, by itself or by its session.
record Card(
        CardNumber number,
        TestCard row,
        Optional<Expiry> expiry,
        Optional<SecurityCode> securityCode,
        Optional<String> holder) {
    private static final String FIELD = "sourceOfFunds.provided.card";

    /// The card of a request.
    ///
    /// @throws GatewayError if there is no number, or the other fields do not fit it
    static Card of(Fields fields, CardSecrets secrets) {
        var number = secrets.number().orElseThrow(() -> GatewayError.missing(CardSecrets.NUMBER_FIELD));
        var row = TestCards.find(number).orElseThrow(() -> new IllegalStateException("bug: not a test card"));
        secrets.securityCode().ifPresent(code -> {
            if (code.reveal().length() != row.brand().securityCodeLength()) {
                throw GatewayError.invalid(
                        CardSecrets.CODE_FIELD,
                        "Value must have " + row.brand().securityCodeLength() + " digits for this brand");
            }
        });
        return new Card(number, row, expiry(fields), secrets.securityCode(), fields.text(FIELD + ".nameOnCard", 256));
    }

    /// The expiry date of a card, checked.
    static Optional<Expiry> expiry(Fields fields) {
        var month = fields.text(FIELD + ".expiry.month");
        var year = fields.text(FIELD + ".expiry.year");
        if (month.isEmpty() && year.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Expiry.parse(
                    month.orElseThrow(() -> GatewayError.missing(FIELD + ".expiry.month")),
                    year.orElseThrow(() -> GatewayError.missing(FIELD + ".expiry.year"))));
        } catch (IllegalArgumentException e) {
            throw GatewayError.invalid(FIELD + ".expiry", "Month must be 01 to 12 and year two digits");
        }
    }

    Expiry requiredExpiry() {
        return expiry.orElseThrow(() -> GatewayError.missing(FIELD + ".expiry.month"));
    }

    /// `sourceOfFunds` as answers show it.
    ObjectNode view() {
        var card = Json.object()
                .put("brand", row.brand().name())
                .put("scheme", row.brand().name())
                .put("fundingMethod", row.brand().fundingMethod())
                .put("number", number.masked());
        expiry.ifPresent(it -> card.putObject("expiry")
                .put("month", Integer.toString(it.month()))
                .put("year", "%02d".formatted(it.year())));
        holder.ifPresent(it -> card.put("nameOnCard", it));
        card.put("issuer", "SIMULATOR BANK").put("storedOnFile", "NOT_STORED");
        var source = Json.object().put("type", "CARD");
        source.putObject("provided").set("card", card);
        return source;
    }
}
