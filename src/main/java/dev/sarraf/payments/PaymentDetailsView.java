package dev.sarraf.payments;

import dev.sarraf.http.Json;
import dev.sarraf.money.Money;
import dev.sarraf.processors.Loan;
import dev.sarraf.processors.Slip;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/// How a charge was paid, as the API shows it: `paymentMethodDetails`.
final class PaymentDetailsView {
    private PaymentDetailsView() {}

    static ObjectNode of(Charge charge) {
        var json = Json.object();
        json.put("type", charge.means().method().text());
        json.putNull("card");
        json.putNull("valu");
        json.putNull("fawry");
        switch (charge.means()) {
            case Means.OfCard(var card) -> json.set("card", card(charge, card));
            case Means.Local local -> {
                switch (local.method()) {
                    case FAWRY -> local.slip().ifPresent(slip -> json.set("fawry", fawry(charge, slip)));
                    case VALU ->
                        charge.receipt()
                                .flatMap(receipt -> receipt.loan())
                                .ifPresent(loan -> json.set("valu", valu(charge, loan)));
                    case CARD, VODAFONE_CASH -> {}
                }
            }
        }
        return json;
    }

    private static ObjectNode card(Charge charge, CardSummary summary) {
        var card = Json.object();
        card.put("brand", summary.brand());
        card.put("country", PaymentMethodView.country(charge));
        card.put("expMonth", summary.expiryMonth());
        card.put("expYear", summary.expiryYear());
        card.put("funding", PaymentMethodView.funding(charge));
        card.put("last4", summary.last4());
        card.put("network", summary.brand());
        card.put("fingerprint", summary.fingerprint().orElse(null));
        charge.threeDSecure()
                .ifPresentOrElse(
                        check -> {
                            var secure = card.putObject("threeDSecure");
                            secure.put("authenticationFlow", check.flow().orElse(null));
                            secure.put(
                                    "electronicCommerceIndicator", check.eci().orElse(null));
                            secure.putNull("exemptionIndicator");
                            secure.put("result", check.result());
                            secure.putNull("resultReason");
                            secure.put("transactionId", check.transactionId().orElse(null));
                            secure.put("version", check.version().orElse(null));
                        },
                        () -> card.putNull("threeDSecure"));
        card.putNull("wallet");
        return card;
    }

    private static ObjectNode fawry(Charge charge, Slip slip) {
        var json = Json.object();
        json.put("fawryRefNumber", slip.reference());
        json.put(
                "paymentReferenceNumber",
                charge.receipt().flatMap(receipt -> receipt.externalId()).orElse(null));
        json.put("paymentMethod", "PAYATFAWRY");
        json.put("paymentTime", charge.capturedAt().map(Instant::toEpochMilli).orElse(null));
        json.put("expiresAt", Json.time(slip.expiresAt()));
        return json;
    }

    private static ObjectNode valu(Charge charge, Loan loan) {
        var json = Json.object();
        json.put("loanNumber", loan.number());
        json.put("tenure", loan.months());
        json.put("emi", major(charge, loan.monthly()));
        json.put("downPayment", major(charge, loan.downPayment()));
        json.put("financedAmount", major(charge, loan.financed()));
        json.put("firstEmiDueDate", loan.firstDue().toString());
        json.put("lastInstallmentDate", loan.lastDue().toString());
        return json;
    }

    private static String major(Charge charge, long minorUnits) {
        return new Money(minorUnits, charge.amount().currency()).majorUnits().toPlainString();
    }
}
