package dev.sarraf.checkout;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.ids.Mode;
import java.util.Optional;

/// Reads `afterCompletion`.
final class AfterCompletionReader {
    private enum Type {
        REDIRECT,
        HOSTED_CONFIRMATION
    }

    private final Mode mode;

    AfterCompletionReader(Mode mode) {
        this.mode = mode;
    }

    AfterCompletion read(Fields fields) {
        var type = fields.choice("type", Type.class).orElse(Type.REDIRECT);
        var redirect = fields.object("redirect");
        var confirmation = fields.object("hostedConfirmation");
        if (redirect.isPresent() && confirmation.isPresent()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETERS_EXCLUSIVE,
                    fields.pathOf("hostedConfirmation"),
                    "Send either afterCompletion.redirect or afterCompletion.hostedConfirmation, not both.");
        }
        var result = switch (type) {
            case REDIRECT -> {
                if (confirmation.isPresent()) {
                    throw fields.invalid("hostedConfirmation", "does not go with the type 'redirect'.");
                }
                yield redirect(fields.required("redirect", redirect));
            }
            case HOSTED_CONFIRMATION -> {
                if (redirect.isPresent()) {
                    throw fields.invalid("redirect", "does not go with the type 'hosted_confirmation'.");
                }
                yield confirmation
                        .map(this::confirmation)
                        .orElseGet(() -> new AfterCompletion.HostedConfirmation(Optional.empty(), Optional.empty()));
            }
        };
        fields.end();
        return result;
    }

    private AfterCompletion redirect(Fields fields) {
        var url = fields.required("url", MerchantUrl.read(fields, "url", mode));
        fields.end();
        return new AfterCompletion.Redirect(url);
    }

    private AfterCompletion confirmation(Fields fields) {
        var confirmation = new AfterCompletion.HostedConfirmation(
                fields.text("customMessage", 500), MerchantUrl.read(fields, "returnUrl", mode));
        fields.end();
        return confirmation;
    }
}
