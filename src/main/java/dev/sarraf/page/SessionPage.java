package dev.sarraf.page;

import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Till;
import dev.sarraf.http.Call;
import dev.sarraf.http.Response;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.Progress;
import java.util.Optional;

/// `GET /c/{id}` and the page that follows an attempt, `GET /c/{id}/attempts/{attempt}`.
final class SessionPage {
    private final Till till;
    private final SessionFinder sessions;
    private final ShopPages shopPages;
    private final Pages pages;

    SessionPage(Till till, ShopPages shopPages, Pages pages) {
        this.till = till;
        this.sessions = new SessionFinder(till);
        this.shopPages = shopPages;
        this.pages = pages;
    }

    Response show(Call call) {
        var shop = sessions.find(call);
        var visitor = Visitor.of(call, shop);
        var notice = call.query(Paths.NOTICE).orElse("");
        return shop.map(found -> switch (notice) {
                    case Paths.AMOUNT_CHANGED -> retry(found, "refusal.amount", visitor);
                    case Paths.ORDER_CHANGED -> changed(found, visitor);
                    case Paths.CHOSEN -> shopPages.show(200, found, visitor, ShopPages.Retry.CHOSEN);
                    default -> shopPages.show(found, visitor);
                })
                .orElseGet(() -> unknown(visitor));
    }

    Response follow(Call call) {
        // The attempt is looked at first: a session read after it is at least as far on.
        var attempt = SessionFinder.attempt(call.path("attempt"));
        var before = sessions.find(call);
        var progress = attempt.flatMap(id -> before.flatMap(shop -> till.follow(shop.id(), id)));
        var shop = progress.flatMap(_ -> sessions.find(call));
        var visitor = Visitor.of(call, shop);
        if (attempt.isEmpty() || progress.isEmpty() || shop.isEmpty()) {
            return unknown(visitor);
        }
        if (progress.get() instanceof Progress.Awaiting awaited) {
            var fault = call.query(Paths.NOTICE).filter(Paths.NO_CODE::equals).map(_ -> "fault.otp.missing");
            return shopPages.awaiting(shop.get(), attempt.get(), awaited, fault, visitor);
        }
        return show(shop.get(), attempt.get(), progress.get(), visitor);
    }

    private Response show(Storefront shop, ChargeId attempt, Progress progress, Visitor visitor) {
        return switch (progress) {
            case Progress.Confirming _ -> shopPages.waiting(shop, attempt, visitor);
            case Progress.Challenge challenge
            when shop.state() instanceof Storefront.State.Open ->
                shopPages.challenge(shop, attempt, challenge, visitor);
            case Progress.Challenge _, Progress.Paid _, Progress.Awaiting _ -> shopPages.show(shop, visitor);
            case Progress.Declined declined -> declined(shop, declined, visitor);
            case Progress.Replaced _ -> retry(shop, "replaced", visitor);
        };
    }

    private Response declined(Storefront shop, Progress.Declined declined, Visitor visitor) {
        var elsewhere = Optional.of(shop.state())
                .filter(state -> state instanceof Storefront.State.Open || state instanceof Storefront.State.Exhausted)
                .flatMap(_ -> shop.cancelUrl());
        return elsewhere
                .map(url -> shopPages.onward(shop, url, "declined", visitor))
                .orElseGet(() -> retry(shop, DeclineText.of(declined), visitor));
    }

    private Response changed(Storefront shop, Visitor visitor) {
        var why = ShopPages.Retry.because(StatusApi.changed(shop, visitor), Kept.NOTHING);
        return shopPages.show(200, shop, visitor, why);
    }

    private Response retry(Storefront shop, String key, Visitor visitor) {
        var why = ShopPages.Retry.because(visitor.texts().say(key), Kept.NOTHING);
        return shopPages.show(200, shop, visitor, why);
    }

    private Response unknown(Visitor visitor) {
        return pages.words(404, visitor, "missing");
    }
}
