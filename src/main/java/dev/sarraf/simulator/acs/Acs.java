package dev.sarraf.simulator.acs;

import dev.sarraf.simulator.gateway.ChallengeCase;
import dev.sarraf.simulator.gateway.ChallengeOutcome;
import dev.sarraf.simulator.gateway.Challenges;
import dev.sarraf.simulator.gateway.MethodVisits;
import dev.sarraf.simulator.web.Answer;
import dev.sarraf.simulator.web.Json;
import dev.sarraf.simulator.web.MalformedJson;
import dev.sarraf.simulator.web.Pages;
import dev.sarraf.simulator.web.Request;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `/acs/…`: what browsers are sent to. Nobody signs in here; a challenge's address is its secret.
///
/// The pages work without scripts and in the smallest challenge window, and may be framed by anybody, as an issuer's
/// must.
public final class Acs {
    private static final String SELF = "'self'";
    private static final String NOWHERE = "'none'";

    /// A browser applies the policy to where the merchant's answer redirects to as well, so it names no origin.
    private static final String ANYWHERE = "http: https:";

    private final Challenges challenges;
    private final MethodVisits methodVisits;

    public Acs(Challenges challenges, MethodVisits methodVisits) {
        this.challenges = challenges;
        this.methodVisits = methodVisits;
    }

    /// Answers a browser.
    ///
    /// @param request one whose path begins with `/acs`
    public Answer answer(Request request) {
        var path = request.path();
        if (path.equals(List.of("acs", "method"))) {
            return request.method().equals("POST") ? method(request) : notice(405, "This page is loaded by a form.");
        }
        boolean choice = path.size() == 5 && path.get(4).equals("outcome");
        if (!request.startsWith("acs", "challenge") || (path.size() != 4 && !choice)) {
            return notice(404, "There is no such page.");
        }
        if (!request.method().equals("POST")) {
            return notice(405, "This page is opened by the form that the merchant's page sends.");
        }
        return challenges
                .find(path.get(2), path.get(3))
                .map(it -> choice ? choose(it, request) : open(it, request))
                .orElseGet(() -> notice(404, "There is no such challenge."));
    }

    private Answer open(ChallengeCase challenge, Request request) {
        if (!matches(challenge, request.form().getOrDefault("creq", ""))) {
            return notice(400, "The challenge request does not belong to this challenge.");
        }
        if (challenge.challenge().outcome().isPresent()) {
            return wayBack(challenge);
        }
        return page(challenge);
    }

    private static Answer page(ChallengeCase challenge) {
        return Pages.page(
                200,
                "challenge",
                Map.of(
                        "merchant", challenge.merchant(),
                        "amount", challenge.amount(),
                        "card", challenge.card(),
                        "action", challenge.challenge().token() + "/outcome",
                        "outcomes", List.of(ChallengeOutcome.values())),
                SELF);
    }

    private Answer choose(ChallengeCase challenge, Request request) {
        var outcome = ChallengeOutcome.find(request.form().getOrDefault("outcome", ""));
        if (outcome.isEmpty()) {
            return notice(400, "This is not one of the five ways in which a challenge ends.");
        }
        return wayBack(challenges.choose(challenge, outcome.get()));
    }

    private static Answer wayBack(ChallengeCase ended) {
        return Pages.page(
                200,
                "return",
                Map.of(
                        "outcome", ended.challenge().outcome().orElseThrow().label(),
                        "url", ended.challenge().returnUrl(),
                        "fields", WayBack.fields(ended)),
                ANYWHERE);
    }

    /// Whether a challenge request was made for this challenge.
    private static boolean matches(ChallengeCase challenge, String creq) {
        return decode(creq)
                .filter(it -> it.path("acsTransID")
                                .stringValue("")
                                .equals(challenge.challenge().acsTransactionId())
                        && it.path("threeDSServerTransID")
                                .stringValue("")
                                .equals(challenge.challenge().serverTransactionId()))
                .isPresent();
    }

    private Answer method(Request request) {
        decode(request.form().getOrDefault("threeDSMethodData", ""))
                .map(it -> it.path("threeDSServerTransID").stringValue(""))
                .filter(it -> it.matches("[0-9a-f-]{36}"))
                .ifPresent(methodVisits::add);
        return notice(200, "The issuer has seen this browser.");
    }

    private static Optional<ObjectNode> decode(String base64Url) {
        try {
            return Optional.of(Json.parse(Base64.getUrlDecoder().decode(base64Url)));
        } catch (IllegalArgumentException | MalformedJson e) {
            return Optional.empty();
        }
    }

    private static Answer notice(int status, String text) {
        return Pages.page(status, "notice", Map.of("text", text), NOWHERE);
    }
}
