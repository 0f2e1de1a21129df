package dev.sarraf.payments;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.http.Json;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.payments.Refund.Reason;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A refund as a merchant asks for it.
///
/// @param amount minor units; empty for all that is left
/// @param metadata rendered
record NewRefund(
        MerchantId merchant,
        Target target,
        OptionalLong amount,
        Optional<Reason> reason,
        Optional<String> description,
        Optional<String> instructionsEmail,
        String metadata) {
    private static final long MOST = 999_999_999_999L;

    /// Only what cannot be an address at all: whether it is one, a mail to it tells.
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@.]+");

    /// What is to be given back.
    sealed interface Target {
        record OfCharge(String id) implements Target {}

        /// The one charge of this intent that succeeded.
        record OfIntent(String id) implements Target {}
    }

    static NewRefund read(MerchantId merchant, Fields body) {
        var refund = new NewRefund(
                merchant,
                target(body),
                body.whole("amount", 1, MOST),
                body.choice("reason", Reason.class),
                body.text("description", 500),
                email(body),
                metadata(body));
        body.end();
        return refund;
    }

    private static Target target(Fields body) {
        var charge = body.text("chargeId", 100);
        var intent = body.text("paymentIntentId", 100);
        if (charge.isPresent() && intent.isPresent()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETERS_EXCLUSIVE,
                    "paymentIntentId",
                    "Send either chargeId or paymentIntentId, not both.");
        }
        return charge.<Target>map(Target.OfCharge::new)
                .or(() -> intent.map(Target.OfIntent::new))
                .orElseThrow(() -> Refusal.invalid(
                        ErrorCode.PARAMETER_MISSING,
                        "chargeId",
                        "Missing required parameter: chargeId or paymentIntentId"));
    }

    private static Optional<String> email(Fields body) {
        var email = body.text("instructionsEmail", 254);
        email.filter(text -> !EMAIL.matcher(text).matches()).ifPresent(_ -> {
            throw body.invalid("instructionsEmail", "must be an e-mail address.");
        });
        return email;
    }

    private static String metadata(Fields body) {
        var json = Json.object();
        body.metadata("metadata").forEach(json::put);
        return Json.write(json);
    }
}
