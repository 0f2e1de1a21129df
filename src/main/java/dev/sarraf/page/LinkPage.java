package dev.sarraf.page;

import dev.sarraf.checkout.Entrance;
import dev.sarraf.checkout.LinkFront;
import dev.sarraf.checkout.LinkFront.State;
import dev.sarraf.checkout.PaymentLinkId;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Call;
import dev.sarraf.http.Response;
import dev.sarraf.ids.Random62;
import dev.sarraf.merchants.Branding;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `GET /p/{id}`, the page of a payment link, and `POST /p/{id}`, its one button, which opens a session.
final class LinkPage {
    private static final System.Logger LOG = System.getLogger(LinkPage.class.getName());

    /// 190 bits: nobody meets another's display of the page by chance.
    private static final int TOKEN = 32;

    private final Entrance entrance;
    private final Pages pages;
    private final SameOrigin sameOrigin;

    LinkPage(Entrance entrance, Pages pages, SameOrigin sameOrigin) {
        this.entrance = entrance;
        this.pages = pages;
        this.sameOrigin = sameOrigin;
    }

    Response show(Call call) {
        var link = find(call);
        var visitor = visitor(call, link);
        return link.map(found -> page(200, found, visitor, Optional.empty())).orElseGet(() -> unknown(visitor));
    }

    /// Nothing is opened by a look, or by a robot that follows links: it takes the button.
    Response enter(Call call) {
        var link = find(call);
        var visitor = visitor(call, link);
        return link.map(found -> enter(call, found, visitor)).orElseGet(() -> unknown(visitor));
    }

    private Response enter(Call call, LinkFront link, Visitor visitor) {
        if (!sameOrigin.sent(call)) {
            return page(403, link, visitor, Optional.of("refusal.origin"));
        }
        var token = call.form().text("form_token");
        if (!token.matches("[0-9A-Za-z]{" + TOKEN + "}")) {
            return page(409, link, visitor, Optional.of("refusal.stale"));
        }
        try {
            var session = entrance.enter(link.id(), token);
            return Response.seeOther(URI.create(visitor.link(Paths.session(session))));
        } catch (Refusal refusal) {
            // The page of what the link has become says why; where it looks as before, nothing but trying helps.
            LOG.log(System.Logger.Level.DEBUG, "not opened link={0}: {1}", link.id(), refusal.getMessage());
            return page(refusal.reason().status(), find(call).orElse(link), visitor, Optional.of("refusal.other"));
        }
    }

    /// @param message the key of a text that says why the last press did not work; it matters only while the
    ///     link can be used
    private Response page(int status, LinkFront link, Visitor visitor, Optional<String> message) {
        return switch (link.state()) {
            case State.Open open -> open(status, link, open, visitor, message);
            case State.Inactive _ -> words(status, link, visitor, "link.inactive");
            case State.Expired _ -> words(status, link, visitor, "link.expired");
            case State.Unavailable _ -> words(status, link, visitor, "link.unavailable");
        };
    }

    private Response open(int status, LinkFront link, State.Open open, Visitor visitor, Optional<String> message) {
        var texts = visitor.texts();
        var summary = SummaryView.of(shop(link), open, visitor);
        var title = texts.say(
                summary.headingKey(), Map.of("merchant", summary.shop().name()));
        return pages.link(
                status,
                new LinkView(
                        frame(link, visitor, title),
                        summary,
                        visitor.link(Paths.link(link.id())),
                        Random62.text(TOKEN),
                        message.map(texts::say)));
    }

    private Response words(int status, LinkFront link, Visitor visitor, String key) {
        var texts = visitor.texts();
        var shop = shop(link);
        return pages.notice(
                status,
                new NoticeView(
                        frame(link, visitor, texts.say(key + ".heading")),
                        Optional.of(shop),
                        NoticeView.Mark.NONE,
                        texts.show(key + ".heading", Map.of()),
                        List.of(texts.show(key + ".text", Map.of("merchant", shop.name()))),
                        Optional.empty(),
                        Optional.empty()));
    }

    private Response unknown(Visitor visitor) {
        return pages.words(404, visitor, "missing");
    }

    private Frame frame(LinkFront link, Visitor visitor, String title) {
        return pages.frame(visitor, title, "", Optional.of(Paths.link(link.id())));
    }

    private static ShopView shop(LinkFront link) {
        return ShopView.of(link.merchant(), link.logo(), !link.livemode(), Optional.empty());
    }

    private static Visitor visitor(Call call, Optional<LinkFront> link) {
        return Visitor.of(
                call,
                link.map(LinkFront::merchant),
                Optional.empty(),
                link.map(LinkFront::branding).orElse(Branding.NONE));
    }

    private Optional<LinkFront> find(Call call) {
        return Optional.of(call.path("id"))
                .filter(PaymentLinkId::matches)
                .flatMap(id -> entrance.show(new PaymentLinkId(id)));
    }
}
