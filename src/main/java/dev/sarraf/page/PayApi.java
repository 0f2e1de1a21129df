package dev.sarraf.page;

import dev.sarraf.cards.Card;
import dev.sarraf.checkout.Answers;
import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Storefront.Promotion;
import dev.sarraf.checkout.Till;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Call;
import dev.sarraf.http.Form;
import dev.sarraf.http.Response;
import dev.sarraf.page.FormPost.Answer;
import dev.sarraf.payments.FormDisplay;
import dev.sarraf.payments.Progress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/// `POST /c/{id}/pay`: the card form.
final class PayApi {
    private final Till till;
    private final SessionFinder sessions;
    private final FormPost forms;
    private final ClientAddress address;
    private final InstantSource clock;

    PayApi(Till till, FormPost forms, ClientAddress address, InstantSource clock) {
        this.address = address;
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
        var method = MethodsView.sent(form.text(MethodsView.FIELD));
        if (method.isLocal()) {
            return pressLocal(call, shop, LocalForm.of(method, form::text), visitor);
        }
        var typed = CardForm.of(form::text);
        var answered = AnswerForm.of(shop, form::text);
        var kept = new Kept(typed.kept(), answered.kept());
        var faults = answered.faults(visitor.texts());
        return switch (typed.check(shop.livemode(), CardForm.monthAnywhere(clock.instant()))) {
            case CardForm.Checked.Good(var card)
            when faults.isEmpty() ->
                FormToken.read(form.text("form_token"))
                        .map(display ->
                                take(call, shop, form, new Order(display, answered.answers(), card, kept), visitor))
                        .orElseGet(() -> Answer.retry(409, visitor, "refusal.stale", kept));
            case CardForm.Checked.Good _ -> new Answer.Retry(422, ShopPages.Retry.of(faults, kept));
            case CardForm.Checked.Faulty(var ofCard) -> {
                ofCard.forEach(
                        (field, key) -> faults.put(field.id(), visitor.texts().say(key)));
                yield new Answer.Retry(422, ShopPages.Retry.of(faults, kept));
            }
        };
    }

    private Answer pressLocal(Call call, Storefront shop, LocalForm local, Visitor visitor) {
        var form = call.form();
        var answered = AnswerForm.of(shop, form::text);
        var typed = new LinkedHashMap<>(answered.kept());
        typed.putAll(local.kept());
        var kept = new Kept(CardForm.Kept.NOTHING, typed);
        var faults = answered.faults(visitor.texts());
        local.faults().forEach((field, key) -> faults.put(field, visitor.texts().say(key)));
        if (!local.isOffered(shop)) {
            return Answer.retry(409, visitor, "refusal.method", kept);
        }
        if (!faults.isEmpty()) {
            return new Answer.Retry(422, ShopPages.Retry.of(faults, kept));
        }
        return FormToken.read(form.text("form_token"))
                .map(display -> reached(
                        call,
                        shop,
                        kept,
                        visitor,
                        () -> till.pay(shop.id(), display, answered.answers(), local.method(), local.phone())))
                .orElseGet(() -> Answer.retry(409, visitor, "refusal.stale", kept));
    }

    /// A form that was filled in well.
    private record Order(FormDisplay display, Answers answers, Card card, Kept kept) {}

    private Answer take(Call call, Storefront shop, Form form, Order order, Visitor visitor) {
        return reached(
                call,
                shop,
                order.kept(),
                visitor,
                () -> till.pay(
                        shop.id(),
                        order.display(),
                        order.answers(),
                        order.card(),
                        BrowserFacts.read(call, address.of(call), form::text),
                        visitor.chosenLanguage()));
    }

    /// What comes of a payment that is tried.
    private Answer reached(Call call, Storefront shop, Kept kept, Visitor visitor, Supplier<Till.Submitted> pay) {
        try {
            var submitted = pay.get();
            var attempt = visitor.link(Paths.attempt(shop.id(), submitted.attempt()));
            return switch (submitted.progress()) {
                case Progress.Challenge _, Progress.Confirming _, Progress.Awaiting _ ->
                    new Answer.Go(attempt, attempt);
                case Progress.Paid _ -> Answer.show(sessions.find(call).orElse(shop), visitor);
                case Progress.Declined declined ->
                    shop.cancelUrl()
                            .<Answer>map(url -> new Answer.Go(Onward.web(url), attempt))
                            .orElseGet(() -> declined(call, declined, kept, visitor));
                case Progress.Replaced _ -> Answer.retry(200, visitor, "replaced", kept);
            };
        } catch (Refusal refusal) {
            return refused(call, refusal, kept, visitor);
        }
    }

    /// The last decline that a session may see ends it.
    private Answer declined(Call call, Progress.Declined declined, Kept kept, Visitor visitor) {
        return sessions.find(call)
                .filter(now -> now.state() instanceof Storefront.State.Exhausted)
                .map(now -> Answer.show(now, visitor))
                .orElseGet(() -> Answer.retry(200, visitor, DeclineText.of(declined), kept));
    }

    private Answer refused(Call call, Refusal refusal, Kept kept, Visitor visitor) {
        var now = sessions.find(call);
        if (now.isPresent() && !(now.get().state() instanceof Storefront.State.Open)) {
            return Answer.show(now.get(), visitor);
        }
        if (WishText.isAboutDiscount(refusal.code())) {
            boolean removable = now.stream().anyMatch(shop -> shop.promotion() instanceof Promotion.Applied);
            return removable
                    ? Answer.retryCode(visitor, refusal.code(), kept)
                    : Answer.retry(409, visitor, "refusal.discount", kept);
        }
        return switch (refusal.code()) {
            case AMOUNT_RECONFIRMATION_REQUIRED -> Answer.showChanged(new SessionId(call.path("id")), visitor);
            // The session asks for more than the form did: the page shows all of it.
            case RESOURCE_INVALID_STATE ->
                now.map(shop -> Answer.show(shop, visitor))
                        .orElseGet(() -> Answer.retry(409, visitor, "refusal.other", kept));
            case RATE_LIMIT -> Answer.retry(429, visitor, "refusal.limits", kept);
            case PAYMENT_METHOD_MISMATCH -> Answer.retry(409, visitor, "refusal.method", kept);
            case PAYMENT_STILL_CONFIRMING -> Answer.retry(409, visitor, "refusal.confirming", kept);
            case PRICE_SOLD_OUT, PRICE_EXPIRED, PRICE_INACTIVE, PRICE_NOT_YET_ACTIVE, PRODUCT_ARCHIVED ->
                Answer.retry(409, visitor, "refusal.unavailable", kept);
            default -> Answer.retry(refusal.reason().status(), visitor, "refusal.other", kept);
        };
    }
}
