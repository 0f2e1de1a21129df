package dev.sarraf.checkout;

import dev.sarraf.account.BrandingReader;
import dev.sarraf.checkout.CustomFieldReader.Optionality;
import dev.sarraf.http.Fields;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.FeeConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the bodies of `POST /payment-links` and `PATCH /payment-links/{id}`.
final class PaymentLinkReader {
    private static final int MOST_CUSTOM_FIELDS = 3;

    private final AfterCompletionReader afterCompletions;

    PaymentLinkReader(Mode mode) {
        this.afterCompletions = new AfterCompletionReader(mode);
    }

    LinkDraft creation(Fields body) {
        var lines = LineItemReader.ofLink(body);
        var afterCompletion = body.required("afterCompletion", body.object("afterCompletion"));
        var draft = new LinkDraft(
                true,
                body.choice("submitType", SubmitType.class).orElse(SubmitType.PAY),
                terms(body, first(afterCompletions.read(afterCompletion))),
                body.time("expiresAt"),
                Optional.of(lines));
        body.end();
        return draft;
    }

    /// What is not sent stays as it is.
    LinkDraft change(Fields body, PaymentLink before) {
        var draft = new LinkDraft(
                body.flag("active").orElse(before.active()),
                body.choice("submitType", SubmitType.class).orElse(before.submitType()),
                terms(body, before.terms()),
                expiresAt(body, before),
                body.has("lineItems") ? Optional.of(LineItemReader.ofLink(body)) : Optional.empty());
        body.end();
        return draft;
    }

    private static Terms first(AfterCompletion afterCompletion) {
        return new Terms(
                afterCompletion,
                Optional.empty(),
                Optional.empty(),
                Buyer.ANYBODY,
                Collects.NOTHING,
                List.of(),
                false,
                Optional.empty(),
                Branding.NONE,
                PaymentMethods.DEFAULT,
                TermsReader.rendered(Map.of()));
    }

    private Terms terms(Fields body, Terms before) {
        return new Terms(
                body.object("afterCompletion").map(afterCompletions::read).orElse(before.afterCompletion()),
                before.cancelUrl(),
                before.locale(),
                buyer(body, before.buyer()),
                Collects.read(body, before.collects()),
                body.has("customFields")
                        ? CustomFieldReader.read(body, MOST_CUSTOM_FIELDS, Optionality.ALWAYS_SAID)
                        : before.customFields(),
                body.flag("allowPromotionCodes").orElse(before.allowPromotionCodes()),
                feeConfig(body, before),
                body.object("brandingSettings")
                        .map(settings -> BrandingReader.read(settings).over(before.branding()))
                        .orElse(before.branding()),
                methods(body, before),
                body.has("metadata") ? TermsReader.rendered(body.metadata("metadata")) : before.metadata());
    }

    private static Buyer buyer(Fields body, Buyer before) {
        var creation = body.choice("customerCreation", Buyer.Creation.class).orElse(before.creation());
        return new Buyer(before.customer(), before.details(), creation, before.update());
    }

    private static Optional<FeeConfig> feeConfig(Fields body, Terms before) {
        return body.mentions("feeConfig") ? body.object("feeConfig").map(TermsReader::feeConfig) : before.feeConfig();
    }

    private static PaymentMethods methods(Fields body, Terms before) {
        return body.mentions("paymentMethodConfigurationId")
                ? body.text("paymentMethodConfigurationId", 100)
                        .map(PaymentMethods::of)
                        .orElse(PaymentMethods.DEFAULT)
                : before.methods();
    }

    private static Optional<Instant> expiresAt(Fields body, PaymentLink before) {
        return body.mentions("expiresAt") ? body.time("expiresAt") : before.expiresAt();
    }
}
