package dev.sarraf.processors.mpgs;

import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.processors.BankIds;
import dev.sarraf.processors.Outcome;
import java.util.Optional;

/// Answers in the shape that the gateway's reference shows, about one charge and one check of 150 pounds.
final class Answers {
    static final String ORDER = "pi_test_1";
    static final String MERCHANT = "TESTSARRAF";
    static final Money AMOUNT = new Money(15_000, Currency.EGP);
    static final Asked CHARGE = new Asked(MERCHANT, new BankIds(ORDER, "p1"), AMOUNT);
    static final Asked CHECK = new Asked(MERCHANT, new BankIds(ORDER, "a1"), AMOUNT);

    private Answers() {}

    static String approved() {
        return """
                {"result":"SUCCESS","merchant":"TESTSARRAF","version":"100","gatewayEntryPoint":"WEB_SERVICES_API",
                 "timeOfRecord":"2026-11-01T10:00:00.000Z","timeOfLastUpdate":"2026-11-01T10:00:00.000Z",
                 "order":{"id":"pi_test_1","amount":150.00,"currency":"EGP","status":"CAPTURED","reference":"cs_test_1",
                   "merchantAmount":150.00,"merchantCurrency":"EGP","totalAuthorizedAmount":150.00,
                   "totalCapturedAmount":150.00,"totalRefundedAmount":0,"totalDisbursedAmount":0},
                 "response":{"gatewayCode":"APPROVED","acquirerCode":"00","acquirerMessage":"Approved",
                   "gatewayRecommendation":"NO_ACTION",
                   "cardSecurityCode":{"acquirerCode":"M","gatewayCode":"MATCH"}},
                 "sourceOfFunds":{"type":"CARD","provided":{"card":{"brand":"MASTERCARD","scheme":"MASTERCARD",
                   "fundingMethod":"CREDIT","number":"512345xxxxxx0008","expiry":{"month":"1","year":"39"}}}},
                 "transaction":{"id":"p1","type":"PAYMENT","amount":150.00,"currency":"EGP","source":"INTERNET",
                   "authorizationCode":"000009","receipt":"631910000009","acquirer":{"id":"NBE_S2I"}},
                 "aFieldOfTomorrow":[{"a":1}]}""";
    }

    static String failed(String gatewayCode) {
        return approved()
                .replace("\"result\":\"SUCCESS\"", "\"result\":\"FAILURE\"")
                .replace("\"gatewayCode\":\"APPROVED\"", "\"gatewayCode\":\"" + gatewayCode + "\"")
                .replace("\"status\":\"CAPTURED\"", "\"status\":\"FAILED\"")
                .replace("\"totalCapturedAmount\":150.00", "\"totalCapturedAmount\":0")
                .replace("\"acquirerCode\":\"00\",\"acquirerMessage\":\"Approved\",", "");
    }

    static String withCode(String gatewayCode, String result) {
        return approved()
                .replace("\"result\":\"SUCCESS\"", "\"result\":\"" + result + "\"")
                .replace("\"gatewayCode\":\"APPROVED\"", "\"gatewayCode\":\"" + gatewayCode + "\"");
    }

    static String partlyApproved(String own, String total) {
        return withCode("PARTIALLY_APPROVED", "SUCCESS")
                .replace("\"type\":\"PAYMENT\",\"amount\":150.00", "\"type\":\"PAYMENT\",\"amount\":" + own)
                .replaceAll("\"total(Authorized|Captured)Amount\":150.00", "\"total$1Amount\":" + total);
    }

    static String problem(String cause, String explanation) {
        return """
                {"result":"ERROR","error":{"cause":"%s","explanation":"%s","supportCode":"1"}}""".formatted(cause, explanation);
    }

    static String check(String status, String recommendation, String result, String authentication) {
        return """
                {"result":"%s","merchant":"TESTSARRAF","version":"100",
                 "order":{"id":"pi_test_1","amount":150.00,"currency":"EGP","status":"AUTHENTICATION_INITIATED",
                   "authenticationStatus":"AUTHENTICATION_SUCCESSFUL"},
                 "response":{"gatewayCode":"APPROVED","gatewayRecommendation":"%s"},
                 "authentication":{%s},
                 "transaction":{"id":"a1","type":"AUTHENTICATION","amount":150.00,"currency":"EGP",
                   "authenticationStatus":"AUTHENTICATION_%s"}}""".formatted(result, recommendation, authentication, status);
    }

    static Outcome charged(int status, String body) {
        return new MoneyAnswer(CHARGE, Movement.CHARGE).toRequest(Answer.read(new Reply.Received(status, body)));
    }

    static Optional<Outcome> lookedUp(int status, String body) {
        return new MoneyAnswer(CHARGE, Movement.CHARGE).toLookUp(Answer.read(new Reply.Received(status, body)));
    }
}
