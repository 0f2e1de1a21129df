package dev.sarraf.processors.mpgs;

import dev.sarraf.cards.Card;
import dev.sarraf.money.Money;
import dev.sarraf.processors.AuthenticationOrder;
import dev.sarraf.processors.CardSession;
import dev.sarraf.processors.PaymentOrder;
import dev.sarraf.processors.Repayment;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The bodies of all requests. The same order always makes the same bytes: the gateway recognises a repeat by them.
final class Requests {
    /// The most that the reference allows: how often a browser may use the session itself, which ours never does.
    private static final int AUTHENTICATION_LIMIT = 25;

    private static final List<Integer> COLOR_DEPTHS = List.of(48, 32, 24, 16, 15, 8, 4, 1);

    private Requests() {}

    static byte[] createSession() {
        var body = object();
        body.putObject("session").put("authenticationLimit", AUTHENTICATION_LIMIT);
        return bytes(body);
    }

    /// The only request that carries a card.
    static byte[] updateSession(Card card) {
        var body = object();
        var source = body.putObject("sourceOfFunds").put("type", "CARD");
        var details = source.putObject("provided").putObject("card");
        details.put("number", card.number().reveal());
        details.putObject("expiry")
                .put("month", "%02d".formatted(card.expiry().month()))
                .put("year", "%02d".formatted(card.expiry().year() % 100));
        card.securityCode().ifPresent(code -> details.put("securityCode", code.reveal()));
        card.holder().ifPresent(name -> details.put("nameOnCard", name));
        return bytes(body);
    }

    static byte[] initiateAuthentication(AuthenticationOrder order) {
        var body = operation("INITIATE_AUTHENTICATION");
        body.putObject("authentication").put("channel", "PAYER_BROWSER").put("purpose", "PAYMENT_TRANSACTION");
        body.putObject("order").put("currency", order.amount().currency().name());
        return bytes(with(body, order.card()));
    }

    static byte[] authenticatePayer(AuthenticationOrder order) {
        var body = operation("AUTHENTICATE_PAYER");
        body.putObject("authentication")
                .put("redirectResponseUrl", order.returnTo().toString());
        amount(body.putObject("order"), order.amount());
        var browser = order.browser();
        var device = body.putObject("device");
        device.put("browser", browser.userAgent()).put("ipAddress", browser.ipAddress());
        device.putObject("browserDetails")
                .put("3DSecureChallengeWindowSize", "FULL_SCREEN")
                .put("acceptHeaders", browser.acceptHeader())
                .put("colorDepth", colorDepth(browser.colorDepth()))
                .put("javaEnabled", false)
                .put("language", language(browser.language()))
                .put("screenHeight", browser.screenHeight())
                .put("screenWidth", browser.screenWidth())
                .put("timeZone", browser.timeZoneMinutes());
        return bytes(with(body, order.card()));
    }

    static byte[] pay(PaymentOrder order) {
        var body = operation("PAY");
        amount(body.putObject("order"), order.amount()).put("reference", order.reference());
        order.authentication().ifPresent(id -> body.putObject("authentication").put("transactionId", id));
        body.putObject("transaction").put("reference", order.reference());
        return bytes(with(body, order.card()));
    }

    static byte[] giveBack(Repayment repayment) {
        return bytes(
                switch (repayment) {
                    case Repayment.Refund(var _, var money, var _, var reference) -> {
                        var body = operation("REFUND");
                        amount(body.putObject("transaction"), money).put("reference", reference);
                        yield body;
                    }
                    case Repayment.Cancellation(var _, var _, var charge) -> {
                        var body = operation("VOID");
                        body.putObject("transaction").put("targetTransactionId", charge);
                        yield body;
                    }
                });
    }

    /// EMV 3-D Secure knows these depths only, while screens of 30 bits are common.
    private static int colorDepth(int bits) {
        return COLOR_DEPTHS.stream().filter(depth -> depth <= bits).findFirst().orElse(1);
    }

    /// EMV 3-D Secure allows eight characters. Of a longer tag the language itself is kept: `zh` of `zh-Hans-CN`.
    private static String language(String tag) {
        return tag.length() <= 8 ? tag : tag.split("-", 2)[0];
    }

    /// Major units with exactly the decimals of the currency: `1499.00`, in Kuwait `1499.000`.
    private static ObjectNode amount(ObjectNode group, Money amount) {
        return group.put("amount", amount.majorUnits().toPlainString())
                .put("currency", amount.currency().name());
    }

    private static ObjectNode operation(String name) {
        return object().put("apiOperation", name);
    }

    private static ObjectNode with(ObjectNode body, CardSession card) {
        body.putObject("session").put("id", card.id());
        return body;
    }

    private static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }

    private static byte[] bytes(ObjectNode body) {
        return Json.MAPPER.writeValueAsBytes(body);
    }
}
