package dev.sarraf.page;

import dev.sarraf.http.Response;
import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Renders views by their templates, each with the headers that its page needs.
final class Pages {
    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.sarraf.templates");
    private final Assets assets;
    private final PageHeaders headers;

    Pages(Assets assets, PageHeaders headers) {
        this.assets = assets;
        this.headers = headers;
    }

    /// What surrounds a page of this kind. `title` is a whole text already.
    Frame frame(Visitor visitor, String title, String kind, Optional<String> path) {
        return new Frame(
                visitor.texts(),
                title,
                kind,
                Styling.of(visitor.branding()),
                path.map(visitor::linkToOtherLanguage),
                assets);
    }

    Response checkout(int status, CheckoutView view) {
        return headers.page(render(status, "checkout", view), view.frame().styling());
    }

    Response free(int status, FreeView view) {
        return headers.page(render(status, "free", view), view.frame().styling());
    }

    Response link(int status, LinkView view) {
        return headers.page(render(status, "link", view), view.frame().styling());
    }

    Response choosing(int status, ChoosingView view) {
        return headers.page(render(status, "choosing", view), view.frame().styling());
    }

    Response waiting(WaitView view) {
        return headers.page(render(200, "wait", view), view.frame().styling());
    }

    Response settling(SettlingView view) {
        return headers.page(render(200, "settling", view), view.frame().styling());
    }

    Response receipt(ReceiptView view) {
        return headers.page(render(200, "receipt", view), view.frame().styling());
    }

    Response awaiting(AwaitView view) {
        return headers.page(
                render(200, view.isVoucher() ? "voucher" : "await", view),
                view.frame().styling());
    }

    Response challenge(ChallengeView view, URI issuer) {
        return headers.aroundIssuer(
                render(200, "challenge", view), issuer, view.frame().styling());
    }

    Response returned(ReturnedView view) {
        return headers.insideOurFrame(
                render(200, "returned", view), view.frame().styling());
    }

    Response notice(int status, NoticeView view) {
        return headers.page(render(status, "notice", view), view.frame().styling());
    }

    /// A page of words alone, about nothing that exists: it tells no more of a session than that there is none to
    /// see.
    Response words(int status, Visitor visitor, String key) {
        return notice(status, wordsView(visitor, key));
    }

    /// As [#words], where the browser may show it in our own frame.
    Response wordsInFrame(int status, Visitor visitor, String key) {
        var view = wordsView(visitor, key);
        return headers.insideOurFrame(
                render(status, "notice", view), view.frame().styling());
    }

    Response developers(String template, Object view) {
        return headers.page(render(200, template, view), Styling.STANDARD);
    }

    private NoticeView wordsView(Visitor visitor, String key) {
        var texts = visitor.texts();
        return new NoticeView(
                frame(visitor, texts.say(key + ".heading"), "", Optional.empty()),
                Optional.empty(),
                NoticeView.Mark.NONE,
                text(texts, key + ".heading"),
                List.of(text(texts, key + ".text")),
                Optional.empty(),
                Optional.empty());
    }

    private static Content text(Texts texts, String key) {
        return texts.show(key, Map.of());
    }

    private Response render(int status, String template, Object view) {
        var html = new StringOutput(16 * 1024);
        templates.render("page/" + template + ".jte", view, html);
        return Response.html(status, html.toString());
    }
}
