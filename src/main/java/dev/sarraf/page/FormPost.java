package dev.sarraf.page;

import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Till;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Call;
import dev.sarraf.http.Json;
import dev.sarraf.http.Response;
import java.net.URI;
import java.util.Map;

/// A form of a session's page, sent by our script, which gets JSON, or by the browser itself, which gets a page.
final class FormPost {
    private final SessionFinder sessions;
    private final ShopPages shopPages;
    private final Pages pages;
    private final SameOrigin sameOrigin;

    FormPost(Till till, ShopPages shopPages, Pages pages, SameOrigin sameOrigin) {
        this.sessions = new SessionFinder(till);
        this.shopPages = shopPages;
        this.pages = pages;
        this.sameOrigin = sameOrigin;
    }

    /// What a press of the button does.
    @FunctionalInterface
    interface Action {
        Answer press(Call call, Storefront shop, Visitor visitor);
    }

    /// What comes of it.
    sealed interface Answer {
        /// On to another page. `script` is where a script may go at once; `browser` is one of our pages, since a
        /// browser must not be redirected from a form to another site.
        record Go(String script, String browser) implements Answer {}

        /// Done, but the shop should hear of it first: the script follows this status until it says where to go.
        record Follow(String status, String browser) implements Answer {}

        /// What is bought has changed meanwhile. A script shows it in place, so that nothing typed is lost.
        record Changed(String message, String page) implements Answer {}

        /// Stay, and try again.
        record Retry(int status, ShopPages.Retry why) implements Answer {}

        /// The session's own page says what is so.
        static Answer show(Storefront shop, Visitor visitor) {
            var page = visitor.link(Paths.session(shop.id()));
            return StatusApi.afterPayment(shop, visitor)
                    .<Answer>map(next -> new Go(next, page))
                    .orElseGet(() -> new Follow(visitor.link(Paths.status(shop.id())), page));
        }

        /// The session's own page shows what it costs now, and says that this has changed.
        static Answer showChanged(SessionId session, Visitor visitor) {
            return new Changed(visitor.texts().say("refusal.amount"), visitor.link(Paths.changed(session)));
        }

        /// The session's own page shows what is bought now, and what it costs.
        static Answer chosen(Storefront shop, Visitor visitor) {
            var page = visitor.link(Paths.chosen(shop.id()));
            return new Go(page, page);
        }

        /// What the customer wanted to buy could not be; the field says why.
        static Answer unmade(Unmade why) {
            return new Retry(422, ShopPages.Retry.of(why));
        }

        /// The promotion code is not given any more, and can be removed.
        static Answer retryCode(Visitor visitor, ErrorCode why, Kept kept) {
            var words = Map.of("why", WishText.code(why, visitor.texts()));
            return new Retry(409, ShopPages.Retry.because(visitor.texts().say("refusal.code", words), kept));
        }

        /// `key` names the text that says why.
        static Answer retry(int status, Visitor visitor, String key, Kept kept) {
            return new Retry(status, ShopPages.Retry.because(visitor.texts().say(key), kept));
        }
    }

    /// Does what the form is for, if one of our own pages sent it for a session that exists.
    Response answer(Call call, Action action) {
        var shop = sessions.find(call);
        var visitor = Visitor.of(call, shop);
        boolean json = WantsJson.of(call);
        if (shop.isEmpty()) {
            return json
                    ? Response.json(404, error(visitor.texts().say("missing.text")))
                    : pages.words(404, visitor, "missing");
        }
        var answer = sameOrigin.sent(call)
                ? action.press(call, shop.get(), visitor)
                : Answer.retry(403, visitor, "refusal.origin", Kept.NOTHING);
        return json ? json(call, answer) : page(answer, shop.get(), visitor);
    }

    /// The shape in which the script is told what went wrong.
    static String error(String text) {
        var json = Json.object();
        json.put("error", text);
        return Json.write(json);
    }

    private Response page(Answer answer, Storefront shop, Visitor visitor) {
        return switch (answer) {
            case Answer.Go(var _, var browser) -> Response.seeOther(URI.create(browser));
            case Answer.Follow(var _, var browser) -> Response.seeOther(URI.create(browser));
            case Answer.Changed(var _, var page) -> Response.seeOther(URI.create(page));
            case Answer.Retry(var status, var why) -> shopPages.show(status, shop, visitor, why);
        };
    }

    private static Response json(Call call, Answer answer) {
        return switch (answer) {
            case Answer.Go(var script, var _) -> {
                var json = Json.object();
                json.put("next", script);
                yield Response.ok(json);
            }
            case Answer.Changed(var message, var page) -> {
                var json = Json.object();
                json.put("changed", message);
                json.put("next", page);
                yield Response.ok(json);
            }
            case Answer.Follow(var status, var _) -> {
                var json = Json.object();
                json.put("follow", status);
                yield Response.ok(json);
            }
            case Answer.Retry(var status, var why) -> Response.json(status, retryJson(why, call));
        };
    }

    private static String retryJson(ShopPages.Retry why, Call call) {
        var json = Json.object();
        why.message().ifPresent(message -> json.put("error", message));
        if (!why.faults().isEmpty()) {
            var errors = json.putObject("errors");
            why.faults().forEach((field, text) -> errors.put(field, text));
        }
        json.put("form_token", FormToken.again(sentToken(call)));
        return Json.write(json);
    }

    /// A form that is none brought no token.
    private static String sentToken(Call call) {
        try {
            return call.form().text("form_token");
        } catch (Refusal _) {
            return "";
        }
    }
}
