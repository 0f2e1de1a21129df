package dev.sarraf.page;

import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Till;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Call;
import dev.sarraf.http.Form;
import dev.sarraf.http.Json;
import dev.sarraf.http.Response;
import dev.sarraf.payments.Progress;
import java.net.URI;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// `POST /c/{id}/pay`: the card form, sent by our script, which gets JSON, or by the browser itself, which gets a
/// page.
final class PayApi {
    private final Till till;
    private final SessionFinder sessions;
    private final ShopPages shopPages;
    private final Pages pages;
    private final SameOrigin sameOrigin;
    private final InstantSource clock;

    PayApi(Till till, ShopPages shopPages, Pages pages, SameOrigin sameOrigin, InstantSource clock) {
        this.till = till;
        this.sessions = new SessionFinder(till);
        this.shopPages = shopPages;
        this.pages = pages;
        this.sameOrigin = sameOrigin;
        this.clock = clock;
    }

    /// What comes of a press of the button.
    private sealed interface Answer {
        /// On to another page. `script` is where a script may go at once; `browser` is one of our pages, since a
        /// browser
        /// must not be redirected from a form to another site.
        record Go(String script, String browser) implements Answer {}

        /// Stay, and try again.
        record Retry(int status, ShopPages.Retry why) implements Answer {}
    }

    Response pay(Call call) {
        var shop = sessions.find(call);
        var visitor = Visitor.of(call, shop);
        boolean json = WantsJson.of(call);
        if (shop.isEmpty()) {
            return json
                    ? Response.json(404, error(visitor.texts().say("missing.text")))
                    : pages.words(404, visitor, "missing");
        }
        var answer = answer(call, shop.get(), visitor);
        return json ? json(answer) : page(answer, shop.get(), visitor);
    }

    private Answer answer(Call call, Storefront shop, Visitor visitor) {
        if (!sameOrigin.sent(call)) {
            return retry(403, visitor, "refusal.origin", CardForm.Kept.NOTHING);
        }
        if (!(shop.state() instanceof Storefront.State.Open)) {
            return show(shop, visitor);
        }
        var form = call.form();
        var typed = CardForm.of(form::text);
        return switch (typed.check(shop.livemode(), monthAnywhere())) {
            case CardForm.Checked.Faulty(var faults) ->
                new Answer.Retry(422, new ShopPages.Retry(Optional.empty(), said(faults, visitor), typed.kept()));
            case CardForm.Checked.Good good
            when ShopPages.isFormToken(form.text("form_token")) -> take(call, shop, form, good, typed.kept(), visitor);
            case CardForm.Checked.Good _ -> retry(409, visitor, "refusal.stale", typed.kept());
        };
    }

    private Answer take(
            Call call, Storefront shop, Form form, CardForm.Checked.Good good, CardForm.Kept kept, Visitor visitor) {
        try {
            var submitted = till.pay(shop.id(), form.text("form_token"), good.card(), BrowserFacts.read(call, form));
            var attempt = visitor.link(Paths.attempt(shop.id(), submitted.attempt()));
            return switch (submitted.progress()) {
                case Progress.Challenge _, Progress.Confirming _ -> new Answer.Go(attempt, attempt);
                case Progress.Paid _ -> show(sessions.find(call).orElse(shop), visitor);
                case Progress.Declined declined ->
                    shop.cancelUrl()
                            .<Answer>map(url -> new Answer.Go(Onward.web(url), attempt))
                            .orElseGet(() -> retry(200, visitor, DeclineText.of(declined), kept));
                case Progress.Replaced _ -> retry(200, visitor, "replaced", kept);
            };
        } catch (Refusal refusal) {
            return refused(call, refusal, kept, visitor);
        }
    }

    private Answer refused(Call call, Refusal refusal, CardForm.Kept kept, Visitor visitor) {
        var now = sessions.find(call);
        if (now.isPresent() && !(now.get().state() instanceof Storefront.State.Open)) {
            return show(now.get(), visitor);
        }
        var key = refusal.code() == ErrorCode.PAYMENT_STILL_CONFIRMING ? "refusal.confirming" : "refusal.other";
        return retry(refusal.reason().status(), visitor, key, kept);
    }

    /// The session can no longer be paid here: its own page says what is so.
    private static Answer show(Storefront shop, Visitor visitor) {
        return new Answer.Go(StatusApi.afterPayment(shop, visitor), visitor.link(Paths.session(shop.id())));
    }

    private static Answer retry(int status, Visitor visitor, String key, CardForm.Kept kept) {
        return new Answer.Retry(status, ShopPages.Retry.because(visitor.texts().say(key), kept));
    }

    private Response page(Answer answer, Storefront shop, Visitor visitor) {
        return switch (answer) {
            case Answer.Go(var _, var browser) -> Response.seeOther(URI.create(browser));
            case Answer.Retry(var status, var why) -> shopPages.show(status, shop, visitor, why);
        };
    }

    private static Response json(Answer answer) {
        return switch (answer) {
            case Answer.Go(var script, var _) -> {
                var json = Json.object();
                json.put("next", script);
                yield Response.ok(json);
            }
            case Answer.Retry(var status, var why) -> Response.json(status, retryJson(why));
        };
    }

    private static String retryJson(ShopPages.Retry why) {
        var json = Json.object();
        why.message().ifPresent(message -> json.put("error", message));
        if (!why.faults().isEmpty()) {
            var errors = json.putObject("errors");
            why.faults().forEach((field, text) -> errors.put(field.id(), text));
        }
        json.put("form_token", ShopPages.newFormToken());
        return Json.write(json);
    }

    private static String error(String text) {
        var json = Json.object();
        json.put("error", text);
        return Json.write(json);
    }

    private static Map<CardField, String> said(Map<CardField, String> faults, Visitor visitor) {
        var said = new EnumMap<CardField, String>(CardField.class);
        faults.forEach((field, key) -> said.put(field, visitor.texts().say(key)));
        return said;
    }

    /// A card is good until its month is over everywhere, which is last in UTC−12.
    private YearMonth monthAnywhere() {
        return YearMonth.from(clock.instant().atOffset(ZoneOffset.ofHours(-12)));
    }
}
