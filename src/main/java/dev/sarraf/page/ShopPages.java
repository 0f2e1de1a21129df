package dev.sarraf.page;

import dev.sarraf.checkout.AfterCompletion.Destination;
import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.http.Response;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.Progress;
import gg.jte.Content;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Puts a session on a page, whatever its state.
final class ShopPages {
    /// 190 bits: nobody meets another's display of the form by chance.
    private final Pages pages;
    private final AwaitPages awaitPages;

    ShopPages(Pages pages) {
        this.pages = pages;
        this.awaitPages = new AwaitPages(pages);
    }

    /// What the form shows beside its labels: why the last try failed, and what was typed then.
    ///
    /// @param faults what is wrong with fields, by their ids, in their order
    /// @param unmade what could not be changed of what is bought
    /// @param choosing whether the customer is at what is bought, which small screens hide otherwise
    record Retry(
            Optional<String> message,
            Map<String, String> faults,
            Kept kept,
            Optional<Unmade> unmade,
            boolean choosing) {
        static final Retry NONE = new Retry(Optional.empty(), Map.of(), Kept.NOTHING, Optional.empty(), false);

        /// After a change of what is bought.
        static final Retry CHOSEN = new Retry(Optional.empty(), Map.of(), Kept.NOTHING, Optional.empty(), true);

        static Retry because(String message, Kept kept) {
            return new Retry(Optional.of(message), Map.of(), kept, Optional.empty(), false);
        }

        static Retry of(Map<String, String> faults, Kept kept) {
            return new Retry(Optional.empty(), faults, kept, Optional.empty(), false);
        }

        static Retry of(Unmade unmade) {
            return new Retry(Optional.empty(), Map.of(), Kept.NOTHING, Optional.of(unmade), true);
        }
    }

    Response show(Storefront shop, Visitor visitor) {
        return show(200, shop, visitor, Retry.NONE);
    }

    /// The page of the session's state. `retry` matters only while it can be paid or completed.
    Response show(int status, Storefront shop, Visitor visitor, Retry retry) {
        return switch (shop.state()) {
            case Storefront.State.Open _ -> form(status, shop, visitor, retry);
            case Storefront.State.Free _ -> free(status, shop, visitor, retry);
            case Storefront.State.Choosing _ -> choosing(status, shop, visitor, retry);
            case Storefront.State.Empty _ -> empty(shop, visitor);
            case Storefront.State.Confirming(var attempt) -> waiting(shop, attempt, visitor);
            case Storefront.State.Asked(var attempt, var awaited) ->
                awaitPages.show(shop, attempt, awaited, Optional.empty(), visitor);
            case Storefront.State.Promised(var attempt, var awaited, var _) ->
                awaitPages.show(shop, attempt, awaited, Optional.empty(), visitor);
            case Storefront.State.Unpaid _ -> words(shop, visitor, "unpaid");
            case Storefront.State.Complete complete -> complete(shop, complete, visitor);
            case Storefront.State.Expired _ -> expired(shop, visitor);
            case Storefront.State.Exhausted _ -> words(shop, visitor, "exhausted");
            case Storefront.State.Superseded _ -> words(shop, visitor, "superseded");
        };
    }

    /// Follows an attempt until its outcome is known.
    Response waiting(Storefront shop, ChargeId attempt, Visitor visitor) {
        return pages.waiting(new WaitView(
                pages.frame(
                        visitor,
                        visitor.texts().say("wait.heading"),
                        "wait",
                        Optional.of(Paths.attempt(shop.id(), attempt))),
                ShopView.of(shop),
                visitor.amount(shop.total()),
                visitor.link(Paths.status(shop.id(), attempt))));
    }

    /// Shows what a provider waits for.
    ///
    /// @param fault the key of a text that says what was wrong with what was typed
    Response awaiting(
            Storefront shop, ChargeId attempt, Progress.Awaiting awaited, Optional<String> fault, Visitor visitor) {
        return awaitPages.show(shop, attempt, awaited, fault, visitor);
    }

    /// Shows the issuer's page in a frame or, without script, goes there.
    Response challenge(Storefront shop, ChargeId attempt, Progress.Challenge challenge, Visitor visitor) {
        var id = shop.id();
        var view = new ChallengeView(
                pages.frame(
                        visitor,
                        visitor.texts().say("challenge.heading"),
                        "challenge",
                        Optional.of(Paths.attempt(id, attempt))),
                ShopView.of(shop),
                visitor.amount(shop.total()),
                Onward.web(challenge.acsUrl()),
                challenge.creq(),
                visitor.link(Paths.status(id, attempt)),
                visitor.link(Paths.session(id)));
        return pages.challenge(view, challenge.acsUrl());
    }

    /// Leaves for the merchant: by script, without one by a refresh, else by a link. Not by a redirect, since
    /// the browser may come from a form (see [PageHeaders]).
    ///
    /// @param why a part of the texts' keys: `paid`, `free` or `declined`
    Response onward(Storefront shop, URI url, String why, Visitor visitor) {
        var texts = visitor.texts();
        var name = Map.of("merchant", ShopView.of(shop).name());
        var address = Onward.web(url);
        return pages.notice(
                200,
                new NoticeView(
                        pages.frame(visitor, texts.say("onward." + why + ".heading"), "onward", Optional.empty()),
                        Optional.of(ShopView.of(shop)),
                        why.equals("declined") ? NoticeView.Mark.STOP : NoticeView.Mark.DONE,
                        texts.show("onward." + why + ".heading", Map.of()),
                        List.of(texts.show("onward.text", name)),
                        Optional.of(new NoticeView.Action(address, texts.show("onward.action", name))),
                        Optional.of(address)));
    }

    private Response complete(Storefront shop, Storefront.State.Complete complete, Visitor visitor) {
        var why = shop.total().isZero() ? "free" : "paid";
        return switch (complete.destination()) {
            case Destination.Redirect _ when complete.awaited() -> settling(shop, why, visitor);
            case Destination.Redirect(var url) -> onward(shop, url, why, visitor);
            case Destination.Confirmation confirmation -> confirmation(shop, confirmation, complete.receipt(), visitor);
        };
    }

    /// Stays for a moment until the shop has heard of it, then goes on.
    private Response settling(Storefront shop, String why, Visitor visitor) {
        var texts = visitor.texts();
        var view = ShopView.of(shop);
        return pages.settling(new SettlingView(
                pages.frame(visitor, texts.say("onward." + why + ".heading"), "wait", Optional.empty()),
                view,
                texts.say("onward." + why + ".heading"),
                texts.say("onward.text", Map.of("merchant", view.name())),
                visitor.link(Paths.status(shop.id()))));
    }

    private Response form(int status, Storefront shop, Visitor visitor, Retry retry) {
        var summary = SummaryView.of(shop, visitor, retry);
        return pages.checkout(
                status,
                new CheckoutView(
                        checkoutFrame(shop, summary, "form", visitor), summary, formView(shop, visitor, retry)));
    }

    private Response free(int status, Storefront shop, Visitor visitor, Retry retry) {
        var summary = SummaryView.of(shop, visitor, retry);
        return pages.free(
                status,
                new FreeView(
                        checkoutFrame(shop, summary, "free", visitor),
                        summary,
                        visitor.link(Paths.complete(shop.id())),
                        visitor.link(Paths.status(shop)),
                        retry.message(),
                        retry.faults(),
                        AskedView.of(shop, visitor, retry.kept().answers(), retry.faults())));
    }

    private Response choosing(int status, Storefront shop, Visitor visitor, Retry retry) {
        var summary = SummaryView.of(shop, visitor, retry);
        return pages.choosing(
                status,
                new ChoosingView(
                        checkoutFrame(shop, summary, "choosing", visitor), summary, visitor.link(Paths.status(shop))));
    }

    private Frame checkoutFrame(Storefront shop, SummaryView summary, String kind, Visitor visitor) {
        var title = visitor.texts()
                .say(summary.headingKey(), Map.of("merchant", summary.shop().name()));
        return pages.frame(visitor, title, kind, Optional.of(Paths.session(shop.id())));
    }

    private static FormView formView(Storefront shop, Visitor visitor, Retry retry) {
        var texts = visitor.texts();
        boolean trial = !shop.livemode();
        return new FormView(
                visitor.link(Paths.pay(shop.id())),
                visitor.link(Paths.status(shop)),
                FormToken.showing(shop.charged()),
                "button." + SummaryView.text(shop.submitType()),
                visitor.amount(shop.total()),
                retry.message(),
                retry.faults(),
                retry.kept().card().expiry(),
                retry.kept().card().name(),
                AskedView.of(shop, visitor, retry.kept().answers(), retry.faults()),
                MethodsView.of(shop, retry, texts),
                trial ? FormView.trialCards(texts) : List.of(),
                trial ? FormView.trialExpiries(texts) : List.of(),
                trial ? FormView.trialCodes(texts) : List.of());
    }

    private Response empty(Storefront shop, Visitor visitor) {
        return pages.notice(200, wording(shop, visitor, "empty").watching("empty", visitor.link(Paths.status(shop))));
    }

    private Response expired(Storefront shop, Visitor visitor) {
        return words(shop, visitor, "expired");
    }

    /// Says nothing of what was to be bought: whoever finds the link later has no business knowing.
    private Response words(Storefront shop, Visitor visitor, String key) {
        return pages.notice(200, wording(shop, visitor, key));
    }

    private NoticeView wording(Storefront shop, Visitor visitor, String key) {
        var texts = visitor.texts();
        var view = ShopView.of(shop);
        var name = Map.of("merchant", view.name());
        return new NoticeView(
                frame(shop.id(), visitor, texts.say(key + ".heading")),
                Optional.of(view),
                NoticeView.Mark.NONE,
                texts.show(key + ".heading", Map.of()),
                List.of(texts.show(key + ".text", name)),
                view.backUrl().map(url -> new NoticeView.Action(url, texts.show("back", Map.of()))),
                Optional.empty());
    }

    private Response confirmation(
            Storefront shop, Destination.Confirmation confirmation, Optional<String> receipt, Visitor visitor) {
        var texts = visitor.texts();
        var view = ShopView.of(shop);
        var name = Map.of("merchant", view.name());
        boolean free = shop.total().isZero();
        Content done = free
                ? texts.show("confirmation.free", name)
                : texts.show(
                        "confirmation.amount", Map.of("amount", visitor.amount(shop.total()), "merchant", view.name()));
        var more = confirmation
                .customMessage()
                .map(Shown::text)
                .<Content>map(custom -> output -> output.writeUserContent(custom))
                .or(() -> free ? Optional.empty() : Optional.of(texts.show("confirmation.text", name)));
        return pages.notice(
                200,
                new NoticeView(
                        frame(shop.id(), visitor, texts.say("confirmation.heading")),
                        Optional.of(view),
                        NoticeView.Mark.DONE,
                        texts.show("confirmation.heading", Map.of()),
                        Stream.of(Stream.of(done), more.stream(), receiptLink(receipt, visitor))
                                .flatMap(words -> words)
                                .toList(),
                        confirmation
                                .returnUrl()
                                .map(url -> new NoticeView.Action(
                                        Onward.web(url), texts.show("confirmation.action", name))),
                        Optional.empty()));
    }

    private static Stream<Content> receiptLink(Optional<String> receipt, Visitor visitor) {
        return receipt
                .map(token -> visitor.link(Paths.receipt(token)))
                .<Content>map(url -> output -> {
                    output.writeContent("<a href=\"");
                    output.writeUserContent(url);
                    output.writeContent("\">");
                    output.writeUserContent(visitor.texts().say("receipt.action"));
                    output.writeContent("</a>");
                })
                .stream();
    }

    private Frame frame(SessionId session, Visitor visitor, String title) {
        return pages.frame(visitor, title, "", Optional.of(Paths.session(session)));
    }
}
