package dev.sarraf.checkout;

import dev.sarraf.checkout.NewSession.CustomerCreation;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.http.Json;
import dev.sarraf.ids.Mode;
import dev.sarraf.money.Currency;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the body of `POST /checkout/sessions`.
final class NewSessionReader {
    private static final long SHORTEST_MINUTES = 30;
    private static final long DEFAULT_MINUTES = 24 * 60;

    /// A year: longer than any price stays true.
    private static final long LONGEST_MINUTES = 365 * 24 * 60;

    private static final int MAX_LINES = 100;

    /// Parts of the contract that this version cannot honor. They are refused by name, so that nobody believes
    /// that a customer was asked for an address, or got a discount, when nothing of the kind happened.
    private static final List<String> NOT_YET_OBJECTS =
            List.of("feeConfig", "brandingSettings", "customFields", "customerUpdate");

    private static final List<String> NOT_YET_FLAGS = List.of(
            "allowPromotionCodes",
            "nameCollection",
            "billingAddressCollection",
            "shippingAddressCollection",
            "phoneNumberCollection");

    private enum SessionMode {
        PAYMENT,
        SETUP,
        SUBSCRIPTION
    }

    private enum UiMode {
        HOSTED,
        EMBEDDED,
        CUSTOM
    }

    private enum CompletionType {
        REDIRECT,
        HOSTED_CONFIRMATION
    }

    private enum PageLocale {
        EN,
        AR
    }

    private final Mode mode;
    private final LineItemReader lines;

    NewSessionReader(Mode mode) {
        this.mode = mode;
        this.lines = new LineItemReader(mode);
    }

    NewSession read(Fields body) {
        requireSellable(body);
        var currency = currency(body);
        var session = new NewSession(
                currency,
                lines.read(body.objects("lineItems", MAX_LINES), currency),
                afterCompletion(body),
                body.choice("submitType", SubmitType.class).orElse(SubmitType.PAY),
                body.choice("customerCreation", CustomerCreation.class).orElse(CustomerCreation.IF_REQUIRED),
                MerchantUrl.read(body, "cancelUrl", mode),
                body.choice("locale", PageLocale.class)
                        .map(locale -> Locale.of(locale.name().toLowerCase(Locale.ROOT))),
                body.object("customerDetails").map(CustomerDetails::read).map(Json::write),
                body.text("orderReference", 255),
                metadata(body),
                Duration.ofMinutes(body.whole("expiresAfterMinutes", SHORTEST_MINUTES, LONGEST_MINUTES)
                        .orElse(DEFAULT_MINUTES)));
        requireKnownReferences(body);
        refuseWhatIsMissing(body);
        body.end();
        return session;
    }

    private static String metadata(Fields body) {
        var json = Json.object();
        body.metadata("metadata").forEach(json::put);
        return Json.write(json);
    }

    private static void requireSellable(Fields body) {
        if (body.choice("mode", SessionMode.class).orElse(SessionMode.PAYMENT) != SessionMode.PAYMENT) {
            throw body.invalid("mode", "can only be 'payment': setup and subscription sessions are not supported.");
        }
        if (body.choice("uiMode", UiMode.class).orElse(UiMode.HOSTED) != UiMode.HOSTED) {
            throw body.invalid("uiMode", "can only be 'hosted': embedded and custom sessions are not supported.");
        }
    }

    /// What is priced is what is processed, as long as there are no exchange rates.
    private static Currency currency(Fields body) {
        var currency = body.text("currency", 3)
                .map(code -> LineItemReader.currency(body, "currency", code))
                .orElse(Currency.PROCESSING);
        LineItemReader.requireRate(body, "currency", currency);
        return currency;
    }

    private AfterCompletion afterCompletion(Fields body) {
        var fields = body.required("afterCompletion", body.object("afterCompletion"));
        var type = fields.choice("type", CompletionType.class).orElse(CompletionType.REDIRECT);
        var redirect = fields.object("redirect");
        var confirmation = fields.object("hostedConfirmation");
        if (redirect.isPresent() && confirmation.isPresent()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETERS_EXCLUSIVE,
                    fields.pathOf("hostedConfirmation"),
                    "Send either afterCompletion.redirect or afterCompletion.hostedConfirmation, not both.");
        }
        var result = switch (type) {
            case REDIRECT -> redirect(fields.required("redirect", redirect));
            case HOSTED_CONFIRMATION -> {
                if (redirect.isPresent()) {
                    throw fields.invalid("redirect", "does not go with the type 'hosted_confirmation'.");
                }
                yield confirmation
                        .map(this::confirmation)
                        .orElseGet(() -> new AfterCompletion.HostedConfirmation(Optional.empty(), Optional.empty()));
            }
        };
        if (type == CompletionType.REDIRECT && confirmation.isPresent()) {
            throw fields.invalid("hostedConfirmation", "does not go with the type 'redirect'.");
        }
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

    /// Things that a session can name and that nobody has made yet.
    private static void requireKnownReferences(Fields body) {
        var customer = body.text("customerId", 100);
        if (customer.isPresent()) {
            if (body.has("customerDetails")) {
                throw Refusal.invalid(
                        ErrorCode.PARAMETERS_EXCLUSIVE,
                        "customerDetails",
                        "Send either customerId or customerDetails, not both.");
            }
            throw Refusal.missing("customer", customer.get(), Optional.of("customerId"));
        }
        if (body.has("customerUpdate")) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_REQUIRES_ANOTHER, "customerUpdate", "customerUpdate needs customerId.");
        }
        for (var discount : body.objects("discounts", 1)) {
            discount.text("coupon", 100).ifPresent(id -> {
                throw Refusal.missing("coupon", id, Optional.of(discount.pathOf("coupon")));
            });
            var code = discount.required("promotionCode", discount.text("promotionCode", 100));
            throw Refusal.missing("promotion_code", code, Optional.of(discount.pathOf("promotionCode")));
        }
        body.text("paymentMethodConfigurationId", 100).ifPresent(id -> {
            throw Refusal.missing("payment_method_configuration", id, Optional.of("paymentMethodConfigurationId"));
        });
    }

    private static void refuseWhatIsMissing(Fields body) {
        for (var flag : NOT_YET_FLAGS) {
            if (body.flag(flag).orElse(false)) {
                throw body.invalid(flag, "is not supported by this version.");
            }
        }
        for (var object : NOT_YET_OBJECTS) {
            if (body.has(object)) {
                throw body.invalid(object, "is not supported by this version.");
            }
        }
        for (var type : body.texts("paymentMethodTypes", 20, 40)) {
            if (!type.equalsIgnoreCase("card")) {
                throw body.invalid("paymentMethodTypes", "can only hold 'card'.");
            }
        }
    }
}
