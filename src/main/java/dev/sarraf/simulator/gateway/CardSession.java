package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.cards.CardNumber;
import dev.sarraf.simulator.cards.SecurityCode;
import dev.sarraf.simulator.web.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What a payer's browser or a merchant has left with the gateway for the next minutes: fields of later requests,
/// a card among them.
///
/// @param aes256Key base64 of the key under which the browser carries results back to the merchant
/// @param fields    without the card's secrets; never changed
record CardSession(
        String id,
        String merchant,
        Instant created,
        int authenticationLimit,
        String version,
        String updateStatus,
        String aes256Key,
        ObjectNode fields,
        CardSecrets secrets) {
    static final Duration LIFE = Duration.ofMinutes(15);

    boolean lapsed(Instant now) {
        return !now.isBefore(created.plus(LIFE));
    }

    /// This session with these fields laid over its own.
    CardSession updated(ObjectNode more, CardSecrets moreSecrets) {
        var merged = fields.deepCopy();
        Fields.merge(merged, more);
        return changed("SUCCESS", merged, moreSecrets.over(secrets));
    }

    CardSession withoutSecurityCode() {
        return changed(updateStatus, fields, secrets.withoutCode());
    }

    private CardSession changed(String status, ObjectNode newFields, CardSecrets newSecrets) {
        return new CardSession(
                id,
                merchant,
                created,
                authenticationLimit,
                Tokens.sessionVersion(),
                status,
                aes256Key,
                newFields,
                newSecrets);
    }

    /// What an answer says under `session`.
    ObjectNode view() {
        return Json.object()
                .put("id", id)
                .put("aes256Key", aes256Key)
                .put("authenticationLimit", authenticationLimit)
                .put("updateStatus", updateStatus)
                .put("version", version);
    }

    /// Everything, secrets included, to be sealed.
    ObjectNode plain() {
        var plain = Json.object()
                .put("id", id)
                .put("merchant", merchant)
                .put("created", created.toString())
                .put("authenticationLimit", authenticationLimit)
                .put("version", version)
                .put("updateStatus", updateStatus)
                .put("aes256Key", aes256Key);
        plain.set("fields", fields);
        secrets.number().ifPresent(it -> plain.put("number", it.reveal()));
        secrets.securityCode().ifPresent(it -> plain.put("securityCode", it.reveal()));
        return plain;
    }

    /// Reads what [#plain] wrote.
    static CardSession of(ObjectNode plain) {
        return new CardSession(
                plain.path("id").stringValue(""),
                plain.path("merchant").stringValue(""),
                Instant.parse(plain.path("created").stringValue("")),
                plain.path("authenticationLimit").intValue(),
                plain.path("version").stringValue(""),
                plain.path("updateStatus").stringValue(""),
                plain.path("aes256Key").stringValue(""),
                (ObjectNode) plain.path("fields"),
                new CardSecrets(
                        Optional.ofNullable(plain.get("number")).map(it -> new CardNumber(it.stringValue())),
                        Optional.ofNullable(plain.get("securityCode")).map(it -> new SecurityCode(it.stringValue()))));
    }

    @Override
    public String toString() {
        return "CardSession[" + id + "]";
    }
}
