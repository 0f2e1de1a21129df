package dev.sarraf.checkout;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.ids.Mode;
import dev.sarraf.money.Currency;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads the bodies of `POST /checkout/sessions` and `PATCH /checkout/sessions/{id}`.
final class SessionReader {
    private static final long SHORTEST_MINUTES = 30;

    /// A year: longer than any price stays true.
    private static final long LONGEST_MINUTES = 365 * 24 * 60;

    private static final int MAX_DISCOUNTS = 100;

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

    private final TermsReader terms;
    private final LineItemReader lines;

    SessionReader(Mode mode) {
        this.terms = new TermsReader(mode);
        this.lines = new LineItemReader(mode);
    }

    NewSession creation(Fields body) {
        requireSellable(body);
        var currency = body.text("currency", 3)
                .map(code -> LineItemReader.currency(body, "currency", code))
                .orElse(Currency.PROCESSING);
        var session = new NewSession(
                currency,
                lines.read(body, currency),
                discounts(body).stream().findFirst(),
                terms.first(body),
                body.choice("submitType", SubmitType.class).orElse(SubmitType.PAY),
                body.text("orderReference", 255),
                Duration.ofMinutes(body.whole("expiresAfterMinutes", SHORTEST_MINUTES, LONGEST_MINUTES)
                        .orElse(NewSession.USUAL_LIFETIME.toMinutes())),
                Optional.empty());
        body.end();
        return session;
    }

    /// @param currency what the prices of the session are in
    SessionChange change(Fields body, Terms before, Currency currency) {
        var change = new SessionChange(
                terms.changed(body, before),
                body.has("lineItems") ? Optional.of(lines.read(body, currency)) : Optional.empty(),
                body.has("discounts") ? Optional.of(discounts(body)) : Optional.empty(),
                body.has("feeConfig"));
        body.end();
        return change;
    }

    private static void requireSellable(Fields body) {
        if (body.choice("mode", SessionMode.class).orElse(SessionMode.PAYMENT) != SessionMode.PAYMENT) {
            throw body.invalid("mode", "can only be 'payment': setup and subscription sessions are not supported.");
        }
        if (body.choice("uiMode", UiMode.class).orElse(UiMode.HOSTED) != UiMode.HOSTED) {
            throw body.invalid("uiMode", "can only be 'hosted': embedded and custom sessions are not supported.");
        }
    }

    private static List<DiscountRequest> discounts(Fields body) {
        var discounts = body.objects("discounts", MAX_DISCOUNTS).stream()
                .map(SessionReader::discount)
                .toList();
        if (discounts.size() > 1) {
            throw Refusal.invalid(
                    ErrorCode.TOO_MANY_DISCOUNTS, "discounts", "A checkout session takes one discount at most.");
        }
        return discounts;
    }

    private static DiscountRequest discount(Fields fields) {
        var coupon = fields.text("coupon", 100);
        var code = fields.text("promotionCode", 100);
        if (coupon.isPresent() && code.isPresent()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETERS_EXCLUSIVE,
                    fields.pathOf("promotionCode"),
                    "Send either coupon or promotionCode in a discount, not both.");
        }
        fields.end();
        return coupon.<DiscountRequest>map(id -> new DiscountRequest.OfCoupon(id, fields.pathOf("coupon")))
                .orElseGet(() -> new DiscountRequest.OfCode(
                        fields.required("promotionCode", code), fields.pathOf("promotionCode")));
    }
}
