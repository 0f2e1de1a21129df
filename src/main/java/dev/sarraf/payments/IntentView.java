package dev.sarraf.payments;

import dev.sarraf.http.Json;
import dev.sarraf.payments.Statements.Statement;
import dev.sarraf.processors.Slip;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A payment intent as the API shows it: all its keys, always.
final class IntentView {
    private IntentView() {}

    /// As a session carries it: without the session itself.
    static ObjectNode nested(Statement statement) {
        var intent = statement.intent();
        boolean succeeded = intent.status() == Intent.Status.SUCCEEDED;
        var json = Json.object();
        json.put("id", intent.id().text());
        json.put("object", "payment_intent");
        json.put("checkoutSessionId", intent.session());
        json.put("amount", intent.amount().minorUnits());
        json.put("amountCapturable", 0);
        json.put("amountReceived", succeeded ? intent.amount().minorUnits() : 0);
        json.put("currency", intent.amount().currency().name());
        json.put("status", status(statement));
        json.put("createdAt", Json.time(intent.createdAt()));
        json.put("updatedAt", Json.time(intent.updatedAt()));
        json.put("clientSecret", intent.clientSecret());
        json.put("captureMethod", "automatic");
        json.put("confirmationMethod", "automatic");
        json.putNull("description");
        json.put("receiptEmail", BreakdownView.email(intent.breakdown()));
        json.putNull("canceledAt");
        json.set("shipping", intent.breakdown().shipping().map(Json::readOwn).orElse(null));
        json.set("amountDetails", BreakdownView.amountDetails(intent.breakdown()));
        json.set("presentmentDetails", BreakdownView.presentmentDetails(intent.breakdown()));
        var latest = intent.latestCharge().flatMap(statement::find);
        json.set(
                "latestCharge",
                latest.map(charge -> statement.showCharge(charge.id())).orElse(null));
        json.putArray("charges")
                .addAll(statement.charges().stream()
                        .map(charge -> statement.showCharge(charge.id()))
                        .toList());
        json.set(
                "paymentMethod",
                latest.filter(charge ->
                                charge.status() == Charge.Status.PENDING || charge.status() == Charge.Status.SUCCEEDED)
                        .map(PaymentMethodView::ofIntent)
                        .orElse(null));
        json.set("customer", intent.customer().map(Json::readOwn).orElse(null));
        json.set("nextAction", latest.flatMap(IntentView::nextAction).orElse(null));
        json.set("metadata", Json.readOwn(intent.metadata()));
        json.set("lastPaymentError", intent.lastError().map(Json::readOwn).orElse(null));
        return json;
    }

    /// As it stands on its own, in events and answers of its own.
    static ObjectNode alone(Statement statement) {
        return nested(statement).putNull("checkoutSession");
    }

    /// What the customer has to do, where it can be told: pay a voucher.
    private static Optional<ObjectNode> nextAction(Charge charge) {
        return charge.means()
                .given()
                .filter(slip -> charge.isPending() && slip.step() == Slip.Step.PAY_VOUCHER)
                .map(slip -> {
                    var json = Json.object();
                    json.put("type", "display_voucher_details");
                    json.putNull("redirectToUrl");
                    var voucher = json.putObject("displayVoucherDetails");
                    voucher.put("provider", charge.means().method().text());
                    voucher.put("reference", slip.reference());
                    voucher.put("expiresAt", Json.time(slip.expiresAt()));
                    voucher.putNull("instructions");
                    voucher.putNull("hostedVoucherUrl");
                    return json;
                });
    }

    /// What has been given back counts, as soon as something was paid.
    private static String status(Statement statement) {
        return statement.charges().stream()
                .filter(charge -> charge.status() == Charge.Status.SUCCEEDED)
                .map(ChargeView::status)
                .findFirst()
                .orElse(statement.intent().status().name());
    }
}
