package dev.sarraf.checkout;

import dev.sarraf.account.BrandingReader;
import dev.sarraf.checkout.CustomFieldReader.Optionality;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.http.Json;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.FeeConfig;
import dev.sarraf.methods.PaymentMethod;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads what can be said when a session is made and changed later.
final class TermsReader {
    private static final int MOST_CUSTOM_FIELDS = 20;
    private static final int MOST_METHODS = 20;

    /// Egypt's VAT, for a merchant who collects VAT and names no rate.
    private static final int USUAL_VAT = 1_400;

    private enum PageLocale {
        EN,
        AR
    }

    private final Mode mode;
    private final AfterCompletionReader afterCompletions;

    TermsReader(Mode mode) {
        this.mode = mode;
        this.afterCompletions = new AfterCompletionReader(mode);
    }

    /// Terms of a new session: what is not sent has its default.
    Terms first(Fields body) {
        var afterCompletion = body.required("afterCompletion", body.object("afterCompletion"));
        return read(
                body,
                new Terms(
                        afterCompletions.read(afterCompletion),
                        Optional.empty(),
                        Optional.empty(),
                        Buyer.ANYBODY,
                        Collects.NOTHING,
                        List.of(),
                        false,
                        Optional.empty(),
                        Branding.NONE,
                        PaymentMethods.DEFAULT,
                        rendered(Map.of())));
    }

    /// Terms of a session that is changed: what is not sent stays as it was.
    Terms changed(Fields body, Terms before) {
        var afterCompletion =
                body.object("afterCompletion").map(afterCompletions::read).orElse(before.afterCompletion());
        return read(
                body,
                new Terms(
                        afterCompletion,
                        before.cancelUrl(),
                        before.locale(),
                        before.buyer(),
                        before.collects(),
                        before.customFields(),
                        before.allowPromotionCodes(),
                        before.feeConfig(),
                        before.branding(),
                        before.methods(),
                        before.metadata()));
    }

    private Terms read(Fields body, Terms before) {
        return new Terms(
                before.afterCompletion(),
                MerchantUrl.read(body, "cancelUrl", mode).or(before::cancelUrl),
                locale(body).or(before::locale),
                BuyerReader.read(body, before.buyer()),
                Collects.read(body, before.collects()),
                customFields(body, before),
                body.flag("allowPromotionCodes").orElse(before.allowPromotionCodes()),
                body.object("feeConfig").map(TermsReader::feeConfig).or(before::feeConfig),
                body.object("brandingSettings")
                        .map(settings -> BrandingReader.read(settings).over(before.branding()))
                        .orElse(before.branding()),
                methods(body, before.methods(), mode),
                body.has("metadata") ? rendered(body.metadata("metadata")) : before.metadata());
    }

    private static List<CustomField> customFields(Fields body, Terms before) {
        return body.has("customFields")
                ? CustomFieldReader.read(body, MOST_CUSTOM_FIELDS, Optionality.REQUIRED_UNLESS_SAID)
                : before.customFields();
    }

    private static Optional<Locale> locale(Fields body) {
        return body.choice("locale", PageLocale.class)
                .map(locale -> Locale.of(locale.name().toLowerCase(Locale.ROOT)));
    }

    static FeeConfig feeConfig(Fields fields) {
        boolean passThrough = fields.required("feesPassThrough", fields.flag("feesPassThrough"));
        boolean vat = fields.required("vatCollectionEnabled", fields.flag("vatCollectionEnabled"));
        long rate = fields.whole("vatCollectionRate", 0, 10_000).orElse(USUAL_VAT);
        fields.end();
        return new FeeConfig(passThrough, vat, (int) rate);
    }

    private static PaymentMethods methods(Fields body, PaymentMethods before, Mode mode) {
        var types = body.texts("paymentMethodTypes", MOST_METHODS, 40);
        var configuration = body.text("paymentMethodConfigurationId", 100);
        if (!types.isEmpty() && configuration.isPresent()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETERS_EXCLUSIVE,
                    "paymentMethodConfigurationId",
                    "Send either paymentMethodTypes or paymentMethodConfigurationId, not both.");
        }
        if (types.isEmpty() && configuration.isEmpty()) {
            return before;
        }
        var lower = types.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList();
        for (int i = 0; i < lower.size(); i++) {
            requireEnabled(lower.get(i), i, mode);
        }
        return new PaymentMethods(lower.stream().distinct().toList(), configuration);
    }

    private static void requireEnabled(String type, int position, Mode mode) {
        if (!PaymentMethod.texts(mode).contains(type)) {
            var at = "paymentMethodTypes[" + position + "]";
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_INVALID,
                    at,
                    at + " must be a payment method that is enabled: " + String.join(", ", PaymentMethod.texts(mode))
                            + ".");
        }
    }

    static String rendered(Map<String, String> metadata) {
        var json = Json.object();
        metadata.forEach(json::put);
        return Json.write(json);
    }
}
