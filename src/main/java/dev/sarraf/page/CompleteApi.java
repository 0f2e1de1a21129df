package dev.sarraf.page;

import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Till;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Call;
import dev.sarraf.http.Response;
import dev.sarraf.page.FormPost.Answer;

/// `POST /c/{id}/complete`: the button of an order that costs nothing.
final class CompleteApi {
    private static final System.Logger LOG = System.getLogger(CompleteApi.class.getName());

    private final Till till;
    private final SessionFinder sessions;
    private final FormPost forms;

    CompleteApi(Till till, FormPost forms) {
        this.till = till;
        this.sessions = new SessionFinder(till);
        this.forms = forms;
    }

    Response complete(Call call) {
        return forms.answer(call, this::press);
    }

    private Answer press(Call call, Storefront shop, Visitor visitor) {
        if (shop.state() instanceof Storefront.State.Free) {
            var answered = AnswerForm.of(shop, shop.questions().isEmpty() ? _ -> "" : call.form()::text);
            var faults = answered.faults(visitor.texts());
            if (!faults.isEmpty()) {
                var kept = new Kept(CardForm.Kept.NOTHING, answered.kept());
                return new Answer.Retry(422, ShopPages.Retry.of(faults, kept));
            }
            try {
                till.complete(shop.id(), answered.answers());
            } catch (Refusal refusal) {
                if (WishText.isAboutDiscount(refusal.code())) {
                    var kept = new Kept(CardForm.Kept.NOTHING, answered.kept());
                    return Answer.retryCode(visitor, refusal.code(), kept);
                }
                // The session has changed since it was looked at; the page of its new state tells how.
                LOG.log(System.Logger.Level.DEBUG, "not completed: {0}", refusal.getMessage());
            }
        }
        return Answer.show(sessions.find(call).orElse(shop), visitor);
    }
}
