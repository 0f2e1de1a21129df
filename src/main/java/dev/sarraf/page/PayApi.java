package dev.sarraf.page;

import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Till;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Call;
import dev.sarraf.http.Form;
import dev.sarraf.http.Response;
import dev.sarraf.page.FormPost.Answer;
import dev.sarraf.payments.FormDisplay;
import dev.sarraf.payments.Progress;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// `POST /c/{id}/pay`: the card form.
final class PayApi {
    private final Till till;
    private final SessionFinder sessions;
    private final FormPost forms;
    private final InstantSource clock;

    PayApi(Till till, FormPost forms, InstantSource clock) {
        this.till = till;
        this.sessions = new SessionFinder(till);
        this.forms = forms;
        this.clock = clock;
    }

    Response pay(Call call) {
        return forms.answer(call, this::press);
    }

    private Answer press(Call call, Storefront shop, Visitor visitor) {
        if (!(shop.state() instanceof Storefront.State.Open)) {
            return Answer.show(shop, visitor);
        }
        var form = call.form();
        var typed = CardForm.of(form::text);
        return switch (typed.check(shop.livemode(), CardForm.monthAnywhere(clock.instant()))) {
            case CardForm.Checked.Faulty(var faults) ->
                new Answer.Retry(422, new ShopPages.Retry(Optional.empty(), said(faults, visitor), typed.kept()));
            case CardForm.Checked.Good good ->
                FormToken.read(form.text("form_token"))
                        .map(display -> take(call, shop, form, display, good, typed.kept(), visitor))
                        .orElseGet(() -> Answer.retry(409, visitor, "refusal.stale", typed.kept()));
        };
    }

    private Answer take(
            Call call,
            Storefront shop,
            Form form,
            FormDisplay display,
            CardForm.Checked.Good good,
            CardForm.Kept kept,
            Visitor visitor) {
        try {
            var submitted = till.pay(
                    shop.id(), display, good.card(), BrowserFacts.read(call, form::text), visitor.chosenLanguage());
            var attempt = visitor.link(Paths.attempt(shop.id(), submitted.attempt()));
            return switch (submitted.progress()) {
                case Progress.Challenge _, Progress.Confirming _ -> new Answer.Go(attempt, attempt);
                case Progress.Paid _ -> Answer.show(sessions.find(call).orElse(shop), visitor);
                case Progress.Declined declined ->
                    shop.cancelUrl()
                            .<Answer>map(url -> new Answer.Go(Onward.web(url), attempt))
                            .orElseGet(() -> Answer.retry(200, visitor, DeclineText.of(declined), kept));
                case Progress.Replaced _ -> Answer.retry(200, visitor, "replaced", kept);
            };
        } catch (Refusal refusal) {
            return refused(call, refusal, kept, visitor);
        }
    }

    private Answer refused(Call call, Refusal refusal, CardForm.Kept kept, Visitor visitor) {
        var now = sessions.find(call);
        if (now.isPresent() && !(now.get().state() instanceof Storefront.State.Open)) {
            return Answer.show(now.get(), visitor);
        }
        return switch (refusal.code()) {
            case AMOUNT_RECONFIRMATION_REQUIRED -> Answer.showChanged(new SessionId(call.path("id")), visitor);
            case PAYMENT_STILL_CONFIRMING -> Answer.retry(409, visitor, "refusal.confirming", kept);
            case PRICE_SOLD_OUT, PRICE_EXPIRED, PRICE_INACTIVE, PRICE_NOT_YET_ACTIVE, PRODUCT_ARCHIVED ->
                Answer.retry(409, visitor, "refusal.unavailable", kept);
            case COUPON_INVALID,
                    COUPON_CUSTOMER_MAX_REDEMPTIONS,
                    PROMOTION_CODE_INACTIVE,
                    PROMOTION_CODE_EXPIRED,
                    PROMOTION_CODE_MAX_REDEMPTIONS,
                    PROMOTION_CODE_CUSTOMER_MISMATCH,
                    PROMOTION_CODE_FIRST_TIME_ONLY -> Answer.retry(409, visitor, "refusal.discount", kept);
            default -> Answer.retry(refusal.reason().status(), visitor, "refusal.other", kept);
        };
    }

    private static Map<CardField, String> said(Map<CardField, String> faults, Visitor visitor) {
        var said = new EnumMap<CardField, String>(CardField.class);
        faults.forEach((field, key) -> said.put(field, visitor.texts().say(key)));
        return said;
    }
}
