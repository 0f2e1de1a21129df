package dev.sarraf.page;

import dev.sarraf.checkout.Till;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Handler;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The addresses that a browser comes to. All are public: a session's page is guarded by its unguessable id.
public final class PageRoutes {
    private static final System.Logger LOG = System.getLogger(PageRoutes.class.getName());

    /// A filled form has a few hundred bytes, an issuer's answer a few thousand.
    private static final int MAX_FORM = 16 * 1024;

    private final Pages pages;
    private final Assets assets;
    private final SessionPage sessionPage;
    private final StatusApi statusApi;
    private final PayApi payApi;
    private final CompleteApi completeApi;
    private final IssuerReturn issuerReturn;
    private final DeveloperPages developerPages;

    /// @param base the address under which customers reach the pages
    /// @param clock the real time, which decides whether a card has expired
    public PageRoutes(Till till, URI base, InstantSource clock) {
        this.assets = new Assets();
        this.pages = new Pages(assets, new PageHeaders(base));
        var shopPages = new ShopPages(pages);
        this.sessionPage = new SessionPage(till, shopPages, pages);
        this.statusApi = new StatusApi(till);
        var forms = new FormPost(till, shopPages, pages, new SameOrigin(base));
        this.payApi = new PayApi(till, forms, clock);
        this.completeApi = new CompleteApi(till, forms);
        this.issuerReturn = new IssuerReturn(till, pages);
        this.developerPages = new DeveloperPages(pages, base);
    }

    public List<Route> routes() {
        var pageRoutes = Stream.of(
                get("/", developerPages::index),
                get("/docs/errors", developerPages::errors),
                get("/docs/test-cards", developerPages::testCards),
                get("/c/{id}", sessionPage::show),
                get("/c/{id}/attempts/{attempt}", sessionPage::follow),
                get("/c/{id}/status", statusApi::get),
                post("/c/{id}/pay", payApi::pay),
                post("/c/{id}/complete", completeApi::complete),
                // A reload or a bookmark of the page that answered a form.
                get("/c/{id}/pay", sessionPage::show),
                get("/c/{id}/complete", sessionPage::show),
                post("/3ds/return/{token}", issuerReturn::post),
                get("/3ds/return/{token}", issuerReturn::get),
                get("/3ds/done/{session}/{attempt}", issuerReturn::done));
        return Stream.concat(pageRoutes, assets.routes()).toList();
    }

    private Route get(String path, Handler handler) {
        return Route.get(path, Access.PUBLIC, call -> spoken(handler, call));
    }

    private Route post(String path, Handler handler) {
        return Route.post(path, Access.PUBLIC, call -> spoken(handler, call)).withMaxBody(MAX_FORM);
    }

    /// A person is answered with a page, whatever happens.
    private Response spoken(Handler handler, Call call) {
        try {
            return handler.handle(call);
        } catch (Refusal refusal) {
            return pages.words(refusal.reason().status(), visitor(call), "refused");
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "failure request_id=" + call.requestId(), e);
            return pages.words(500, visitor(call), "failed");
        }
    }

    private static Visitor visitor(Call call) {
        return Visitor.of(call, Optional.empty());
    }
}
