package dev.sarraf.processors.mpgs;

import dev.sarraf.processors.Authentication;
import dev.sarraf.processors.Authentication.Failed;
import dev.sarraf.processors.Authentication.Passed;
import dev.sarraf.processors.Authentication.ThreeDSecure;
import dev.sarraf.processors.Authentication.Unanswered;
import dev.sarraf.processors.Authentication.Why;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an answer about a 3-D Secure check means. An answer that is unclear, or about something else, is
/// [Authentication.Unanswered]: no money can have moved, and no charge rests on it.
///
/// @param localAcs whether the issuer's page may be on this machine over plain http, as the simulator's is
record AuthenticationAnswer(Asked asked, boolean localAcs) {
    private static final String TYPE = "AUTHENTICATION";
    private static final String PREFIX = "AUTHENTICATION_";

    /// `challengeCancel` of EMV 3-D Secure: the cardholder pressed cancel. Its other values are time-outs and faults.
    private static final String CANCELED_BY_CARDHOLDER = "01";

    /// Base64url by the specification; the other alphabet and padding are met in practice.
    private static final Pattern CREQ = Pattern.compile("[0-9A-Za-z_\\-+/]{1,8000}={0,2}");

    /// What the first step leads to: the second one, or an end without it.
    sealed interface Start {
        record GoOn() implements Start {}

        record Over(Authentication authentication) implements Start {}
    }

    /// After INITIATE_AUTHENTICATION.
    Start toStart(Answer answer) {
        if (answer instanceof Answer.Processed(var document)
                && status(document).equals("AVAILABLE")
                && mayProceed(document)
                && asked.identityDifference(document, TYPE).isEmpty()) {
            return new Start.GoOn();
        }
        return new Start.Over(toLookUp(answer));
    }

    /// After AUTHENTICATE_PAYER, which alone is told where the challenge is.
    Authentication toCheck(Answer answer) {
        var standing = toLookUp(answer);
        return standing instanceof Authentication.Pending && answer instanceof Answer.Processed(var document)
                ? challenge(document)
                : standing;
    }

    /// After RETRIEVE_TRANSACTION: the word that counts.
    Authentication toLookUp(Answer answer) {
        return switch (answer) {
            case Answer.Unusable(var detail) -> new Unanswered(detail);
            case Answer.Problem problem -> new Unanswered(problem.toString());
            case Answer.Processed(var document) ->
                difference(document).<Authentication>map(Unanswered::new).orElseGet(() -> standing(document));
        };
    }

    /// The amount is told in the second step only: what ended with the first, because the card knows no 3-D Secure or
    /// nobody could be asked, has none to compare.
    private Optional<String> difference(Document document) {
        return switch (status(document)) {
            case "SUCCESSFUL", "ATTEMPTED", "EXEMPT", "FAILED", "PENDING" -> asked.difference(document, TYPE);
            default -> asked.identityDifference(document, TYPE);
        };
    }

    private static Authentication standing(Document document) {
        var details = details(document);
        return switch (status(document)) {
            case "SUCCESSFUL", "ATTEMPTED", "EXEMPT" ->
                document.says("SUCCESS", "result")
                        ? passed(document, details)
                        : new Unanswered("passed, but the result says otherwise");
            case "NOT_SUPPORTED", "NOT_IN_EFFECT" -> passed(document, details);
            case "FAILED" -> new Failed(isCanceled(document) ? Why.CANCELED : Why.FAILED, details);
            case "REJECTED" -> new Failed(Why.REJECTED, details);
            case "UNAVAILABLE" -> new Failed(Why.UNAVAILABLE, details);
            case "PENDING" -> new Authentication.Pending();
            case "AVAILABLE" -> new Unanswered("the check was never carried out");
            default -> new Unanswered("an authentication status never seen before, or none");
        };
    }

    /// Even a check that went well is not to be charged on where the gateway's rules say so.
    private static Authentication passed(Document document, ThreeDSecure details) {
        if (mayProceed(document)) {
            return new Passed(details);
        }
        var recommendation = document.text("response", "gatewayRecommendation").orElse("");
        return recommendation.startsWith("DO_NOT_PROCEED")
                        || recommendation.equals("RESUBMIT_WITH_ALTERNATIVE_PAYMENT_DETAILS")
                ? new Failed(Why.REJECTED, details)
                : new Unanswered("a recommendation that does not fit");
    }

    private Authentication challenge(Document document) {
        var acsUrl = document.text("authentication", "redirect", "customizedHtml", "3ds2", "acsUrl")
                .flatMap(this::acsAddress);
        var creq = document.text("authentication", "redirect", "customizedHtml", "3ds2", "cReq")
                .filter(text -> CREQ.matcher(text).matches());
        return acsUrl.isPresent() && creq.isPresent() && mayProceed(document)
                ? new Authentication.ChallengeRequired(acsUrl.get(), creq.get())
                : new Unanswered("a challenge without a usable address");
    }

    /// The customer's browser is sent there with a form, so it has to be a web address, and https wherever the request
    /// leaves this machine.
    private Optional<URI> acsAddress(String text) {
        try {
            var url = new URI(text);
            var https = "https".equals(url.getScheme());
            var local = localAcs && "http".equals(url.getScheme()) && MpgsSettings.isLoopback(url);
            return (https || local) && url.getHost() != null && url.getRawUserInfo() == null
                    ? Optional.of(url)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static ThreeDSecure details(Document document) {
        return new ThreeDSecure(
                status(document).toLowerCase(Locale.ROOT),
                word(document, "authentication", "3ds", "acsEci"),
                word(document, "authentication", "3ds2", "protocolVersion"),
                document.text("authentication", "payerInteraction").flatMap(AuthenticationAnswer::flow),
                word(document, "authentication", "3ds2", "dsTransactionId")
                        .or(() -> word(document, "authentication", "3ds", "transactionId")));
    }

    private static Optional<String> flow(String payerInteraction) {
        return switch (payerInteraction) {
            case "REQUIRED" -> Optional.of("challenge");
            case "NOT_REQUIRED" -> Optional.of("frictionless");
            default -> Optional.empty();
        };
    }

    private static Optional<String> word(Document document, String... path) {
        return document.text(path).filter(text -> text.matches("[0-9A-Za-z_.\\-]{1,64}"));
    }

    private static boolean mayProceed(Document document) {
        return document.text("response", "gatewayRecommendation")
                .filter(recommendation -> !List.of("PROCEED", "NO_ACTION").contains(recommendation))
                .isEmpty();
    }

    /// The reference does not settle where it stands, only that it is part of the authentication.
    private static boolean isCanceled(Document document) {
        return document.anywhere("challengeCancel", "authentication")
                .filter(CANCELED_BY_CARDHOLDER::equals)
                .isPresent();
    }

    /// Of the transaction, never of the order, which shows the last check that any attempt made.
    private static String status(Document document) {
        var text = document.text("transaction", "authenticationStatus").orElse("");
        return text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
    }
}
