package dev.sarraf.page;

import dev.sarraf.http.Response;
import java.net.URI;

/// The headers of pages: what each may load, where its forms may lead, and who may frame it.
///
/// A browser that follows a redirect after a form's POST checks it against `form-action` too. So no answer to a form
/// redirects to another site: a page of ours comes in between, which then goes on by itself.
final class PageHeaders {
    private static final String OWN = "default-src 'none'; script-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; ";

    private static final String FORMS_TO_US = "form-action 'self'; ";

    private final URI base;

    /// @param base the address under which customers reach the pages
    PageHeaders(URI base) {
        this.base = base;
    }

    /// A page that stands alone.
    Response page(Response response, Styling styling) {
        return common(response).with("Content-Security-Policy", own(styling) + FORMS_TO_US + "frame-ancestors 'none'");
    }

    /// The page around the issuer's frame. It alone may post to the issuer and show it, and tells the issuer
    /// our name but not the address of the page. The frame comes back to us in the end.
    Response aroundIssuer(Response response, URI issuer, Styling styling) {
        var origin = SameOrigin.origin(issuer);
        return common(response)
                .with("Referrer-Policy", "strict-origin")
                .with(
                        "Content-Security-Policy",
                        own(styling) + "form-action " + origin + "; frame-src " + origin + " 'self' "
                                + SameOrigin.origin(base) + "; frame-ancestors 'none'");
    }

    /// A page that the browser sees on its way back from the issuer, inside our own frame perhaps.
    Response insideOurFrame(Response response, Styling styling) {
        return common(response)
                .with("X-Frame-Options", "SAMEORIGIN")
                .with("Content-Security-Policy", own(styling) + FORMS_TO_US + "frame-ancestors 'self'");
    }

    /// Our style sheet and, where the merchant wants the page to look otherwise, exactly what stands in it for
    /// that.
    private static String own(Styling styling) {
        return OWN + "style-src 'self'"
                + styling.source().map(source -> " " + source).orElse("") + "; ";
    }

    private Response common(Response response) {
        var answer = response.with("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(self)")
                .with("X-Robots-Tag", "noindex");
        return "https".equals(base.getScheme())
                ? answer.with("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
                : answer;
    }
}
