package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.web.Json;
import dev.sarraf.simulator.web.Pages;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// How the gateway tells of an authentication.
final class AuthenticationAnswers {
    private static final String PROTOCOL = "2.2.0";

    private final AcsAddresses acs;
    private final MethodVisits methodVisits;

    AuthenticationAnswers(AcsAddresses acs, MethodVisits methodVisits) {
        this.acs = acs;
        this.methodVisits = methodVisits;
    }

    ObjectNode initiated(
            Attempt attempt, OrderHead head, Transaction transaction, Card card, Authentication authentication) {
        var answer = base(attempt.merchant(), head, transaction, authentication.status());
        answer.set("sourceOfFunds", card.view());
        var view = answer.putObject("authentication");
        view.put("channel", "PAYER_BROWSER").put("purpose", "PAYMENT_TRANSACTION");
        if (authentication.status() == AuthenticationStatus.AUTHENTICATION_NOT_SUPPORTED) {
            view.put("version", "NONE");
            return answer;
        }
        view.put("version", "3DS2");
        view.set("3ds2", threeDs2(card.row().methodUrl(), false));
        if (card.row().methodUrl()) {
            var data = base64Url(Json.object()
                    .put("threeDSServerTransID", authentication.serverTransactionId())
                    .put("threeDSMethodNotificationURL", acs.method()));
            var redirect = view.putObject("redirect");
            redirect.put("domainName", acs.domain());
            redirect.put("html", Pages.render("redirectMethod", Map.of("url", acs.method(), "data", data)));
            redirect.putObject("customizedHtml")
                    .putObject("3ds2")
                    .put("methodUrl", acs.method())
                    .put("methodPostData", data);
        }
        return answer;
    }

    ObjectNode authenticated(
            Attempt attempt, OrderHead head, Transaction transaction, Card card, Authentication authentication) {
        var answer = base(attempt.merchant(), head, transaction, authentication.status());
        answer.set("sourceOfFunds", card.view());
        var threeDs2 = threeDs2(card.row().methodUrl(), methodVisits.take(authentication.serverTransactionId()));
        answer.set("authentication", view(authentication, threeDs2));
        authentication.challenge().ifPresent(challenge -> {
            var url = acs.challenge(attempt.merchant(), challenge.token());
            var cReq = base64Url(Json.object()
                    .put("threeDSServerTransID", challenge.serverTransactionId())
                    .put("acsTransID", challenge.acsTransactionId())
                    .put(
                            "challengeWindowSize",
                            PayerBrowser.of(attempt.fields()).windowSize())
                    .put("messageType", "CReq")
                    .put("messageVersion", PROTOCOL));
            var redirect = ((ObjectNode) answer.path("authentication")).putObject("redirect");
            redirect.put("domainName", acs.domain());
            redirect.put("html", Pages.render("redirectChallenge", Map.of("url", url, "cReq", cReq)));
            redirect.putObject("customizedHtml")
                    .putObject("3ds2")
                    .put("acsUrl", url)
                    .put("cReq", cReq);
        });
        return answer;
    }

    /// Tells of an authentication that was waiting for the payer and is decided now.
    static ObjectNode chosen(
            Merchant merchant,
            OrderHead head,
            Transaction transaction,
            Authentication authentication,
            ChallengeOutcome outcome,
            ObjectNode told) {
        var answer = base(merchant, head, transaction, authentication.status());
        answer.put("timeOfRecord", told.path("timeOfRecord").stringValue(""));
        answer.set("sourceOfFunds", told.path("sourceOfFunds"));
        var threeDs2 = Json.object();
        Fields.merge(threeDs2, (ObjectNode) told.path("authentication").path("3ds2"));
        if (outcome == ChallengeOutcome.CANCELLED) {
            threeDs2.put("challengeCancel", "01");
        }
        answer.set("authentication", view(authentication, threeDs2));
        return answer;
    }

    private static ObjectNode base(
            Merchant merchant, OrderHead head, Transaction transaction, AuthenticationStatus status) {
        var answer = Answers.about(merchant, head, transaction);
        ((ObjectNode) answer.path("transaction")).put("authenticationStatus", status.name());
        answer.putObject("response")
                .put("gatewayCode", status.gatewayCode())
                .put("gatewayRecommendation", status.recommendation());
        return answer;
    }

    private static ObjectNode threeDs2(boolean methodSupported, boolean methodCompleted) {
        return Json.object()
                .put("methodSupported", methodSupported ? "SUPPORTED" : "NOT_SUPPORTED")
                .put("methodCompleted", methodCompleted)
                .put("protocolVersion", PROTOCOL)
                .put("directoryServerId", "SIMULATOR_DS")
                .put("requestorId", "SIMULATOR_REQUESTOR")
                .put("requestorName", "Gateway simulator");
    }

    /// What an answer says under `authentication`.
    ///
    /// @param threeDs2 what is known of the protocol run, completed here
    private static ObjectNode view(Authentication authentication, ObjectNode threeDs2) {
        var status = authentication.status();
        var view = Json.object()
                .put("channel", "PAYER_BROWSER")
                .put("purpose", "PAYMENT_TRANSACTION")
                .put("payerInteraction", authentication.challenge().isPresent() ? "REQUIRED" : "NOT_REQUIRED")
                .put("version", status == AuthenticationStatus.AUTHENTICATION_NOT_SUPPORTED ? "NONE" : "3DS2");
        var proof = authentication.proof();
        view.set("3ds", proof.path("3ds"));
        Fields.merge(threeDs2, (ObjectNode) proof.path("3ds2"));
        threeDs2.put("dsTransactionId", derived(authentication, "ds"))
                .put(
                        "acsTransactionId",
                        authentication
                                .challenge()
                                .map(Challenge::acsTransactionId)
                                .orElseGet(() -> derived(authentication, "acs")))
                .put("acsReference", "SIMULATOR-ACS")
                .put("dsReference", "SIMULATOR-DS");
        reason(authentication).ifPresent(it -> threeDs2.put("statusReasonCode", it));
        view.set("3ds2", threeDs2);
        return view;
    }

    /// The reasons that the table of test cards publishes; a challenge's end has none.
    private static Optional<String> reason(Authentication authentication) {
        if (authentication.challenge().isPresent()) {
            return Optional.empty();
        }
        return switch (authentication.status()) {
            case AUTHENTICATION_REJECTED, AUTHENTICATION_FAILED -> Optional.of("04");
            case AUTHENTICATION_UNAVAILABLE -> Optional.of("01");
            case AUTHENTICATION_EXEMPT -> Optional.of("81");
            default -> Optional.empty();
        };
    }

    private static String derived(Authentication authentication, String whose) {
        var name = whose + ":" + authentication.serverTransactionId();
        return java.util
                .UUID
                .nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String base64Url(ObjectNode json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(json));
    }
}
