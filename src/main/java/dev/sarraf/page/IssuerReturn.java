package dev.sarraf.page;

import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Till;
import dev.sarraf.http.Call;
import dev.sarraf.http.Response;
import java.net.URI;
import java.util.Optional;

/// `/3ds/return/{token}`: where the issuer's page sends the browser back to, with a POST from another site.
///
/// What it brings is not read: the token says which attempt it is, and the bank says how the check went. Where the
/// customer chose a language, the address they come back to carries it.
final class IssuerReturn {
    /// The shape of anything that could be a token; whether it is one the till knows.
    private static final String TOKEN = "[0-9A-Za-z_-]{16,128}";

    private static final String PATH = "/3ds/return/";

    private final Till till;
    private final Pages pages;

    IssuerReturn(Till till, Pages pages) {
        this.till = till;
        this.pages = pages;
    }

    /// Takes the browser back and sends it on with GET, so that a reload does not come here again.
    Response post(Call call) {
        return Optional.of(call.path("token"))
                .filter(token -> token.matches(TOKEN))
                .flatMap(till::returned)
                .map(returned -> Paths.returned(returned.session(), returned.attempt()))
                .map(path -> Response.seeOther(URI.create(visitor(call).link(path))))
                .orElseGet(() -> pages.wordsInFrame(404, visitor(call), "missing"));
    }

    /// Some issuers come back with GET. That must change nothing, so the page makes a POST of it.
    Response get(Call call) {
        var token = call.path("token");
        return token.matches(TOKEN)
                ? pages.returned(view(call, PATH + token, true))
                : pages.wordsInFrame(404, visitor(call), "missing");
    }

    /// Leads from the issuer's frame, or from its page, to the page that follows the attempt. Looks nothing up.
    Response done(Call call) {
        var session = call.path("session");
        var attempt = SessionFinder.attempt(call.path("attempt"));
        return SessionId.matches(session) && attempt.isPresent()
                ? pages.returned(view(call, Paths.attempt(new SessionId(session), attempt.get()), false))
                : pages.wordsInFrame(404, visitor(call), "missing");
    }

    /// The token in an address that is one to come back to.
    static Optional<String> token(URI address) {
        return Optional.ofNullable(address.getPath())
                .filter(path -> path.startsWith(PATH))
                .map(path -> path.substring(PATH.length()))
                .filter(token -> token.matches(TOKEN));
    }

    private ReturnedView view(Call call, String next, boolean repost) {
        var visitor = visitor(call);
        boolean alone = call.header("sec-fetch-dest").filter("document"::equals).isPresent();
        return new ReturnedView(
                pages.frame(visitor, visitor.texts().say("returned.heading"), "returned", Optional.empty()),
                visitor.link(next),
                !alone,
                repost);
    }

    private static Visitor visitor(Call call) {
        return Visitor.of(call, Optional.empty());
    }
}
