package dev.sarraf.page;

import dev.sarraf.checkout.Entrance;
import dev.sarraf.checkout.Till;
import dev.sarraf.http.Access;
import dev.sarraf.http.Handler;
import dev.sarraf.http.Route;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The addresses that a browser comes to. All are public: a session's page is guarded by its unguessable id.
public final class PageRoutes {
    /// A card has a few hundred bytes, an issuer's answer a few thousand.
    private static final int MAX_FORM = 16 * 1024;

    /// Twenty answers of a thousand characters each, of which one takes up to twelve bytes in a form.
    private static final int MAX_ANSWERS = 256 * 1024;

    private final Pages pages;
    private final Assets assets;
    private final SessionPage sessionPage;
    private final StatusApi statusApi;
    private final LinkPage linkPage;
    private final ReceiptPage receiptPage;
    private final PayApi payApi;
    private final CompleteApi completeApi;
    private final WishApi wishApi;
    private final StepApi stepApi;
    private final IssuerReturn issuerReturn;
    private final DeveloperPages developerPages;
    private final ApiReference reference;
    private final ReferencePages referencePages;
    private final Optional<ReceiverPages> receiver;

    /// @param base the address under which customers reach the pages
    /// @param address how a customer's address is known
    /// @param clock the real time, which decides whether a card has expired
    /// @param examiner knows the secrets of webhooks; empty where strangers may reach the server, which then has no
    ///     receiver
    public PageRoutes(
            Till till,
            Entrance entrance,
            URI base,
            ClientAddress address,
            InstantSource clock,
            Optional<WebhookExaminer> examiner) {
        this.assets = new Assets();
        this.pages = new Pages(assets, new PageHeaders(base));
        var shopPages = new ShopPages(pages);
        this.sessionPage = new SessionPage(till, shopPages, pages);
        this.statusApi = new StatusApi(till);
        this.receiptPage = new ReceiptPage(till, pages);
        var sameOrigin = new SameOrigin(base);
        var forms = new FormPost(till, shopPages, pages, sameOrigin);
        this.linkPage = new LinkPage(entrance, pages, sameOrigin);
        this.payApi = new PayApi(till, forms, address, clock);
        this.completeApi = new CompleteApi(till, forms);
        this.wishApi = new WishApi(till, forms, address);
        this.stepApi = new StepApi(till, forms);
        this.issuerReturn = new IssuerReturn(till, pages);
        this.developerPages = new DeveloperPages(pages, base, examiner.isPresent());
        this.reference = new ApiReference(base);
        this.referencePages = new ReferencePages(pages, reference, base);
        this.receiver = examiner.map(one -> new ReceiverPages(pages, one, base, clock));
    }

    public List<Route> routes() {
        var alone = new ErrorPages(pages::words);
        var inFrame = new ErrorPages(pages::wordsInFrame);
        var shown = Stream.of(
                        get("/", developerPages::index),
                        get("/openapi.json", reference::json),
                        get("/docs", referencePages::index),
                        get("/docs/api/{page}", referencePages::chapter),
                        get("/docs/errors", developerPages::errors),
                        get("/docs/test-cards", developerPages::testCards),
                        get("/c/{id}", sessionPage::show),
                        get("/c/{id}/attempts/{attempt}", sessionPage::follow),
                        get("/c/{id}/status", statusApi::get),
                        answers("/c/{id}/pay", payApi::pay),
                        answers("/c/{id}/complete", completeApi::complete),
                        post("/c/{id}/quantity", wishApi::quantity),
                        post("/c/{id}/amount", wishApi::amount),
                        post("/c/{id}/code", wishApi::code),
                        post("/c/{id}/attempts/{attempt}/code", stepApi::code),
                        post("/c/{id}/attempts/{attempt}/plan", stepApi::plan),
                        post("/c/{id}/attempts/{attempt}/cancel", stepApi::cancel),
                        post("/c/{id}/attempts/{attempt}/rehearse", stepApi::rehearse),
                        post("/notify/{session}/{attempt}", stepApi::hear),
                        // A reload or a bookmark of the page that answered a form.
                        get("/c/{id}/pay", sessionPage::show),
                        get("/c/{id}/complete", sessionPage::show),
                        get("/c/{id}/quantity", sessionPage::show),
                        get("/c/{id}/amount", sessionPage::show),
                        get("/c/{id}/code", sessionPage::show),
                        get("/r/{token}", receiptPage::show),
                        get("/p/{id}", linkPage::show),
                        post("/p/{id}", linkPage::enter))
                .map(route -> route.withErrors(alone));
        var returning = Stream.of(
                        post("/3ds/return/{token}", issuerReturn::post),
                        get("/3ds/return/{token}", issuerReturn::get),
                        get("/3ds/done/{session}/{attempt}", issuerReturn::done))
                .map(route -> route.withErrors(inFrame));
        var received = receiver.stream()
                .flatMap(ReceiverPages::routes)
                .map(route -> route.method().equals("GET") ? route.withErrors(alone) : route);
        return Stream.of(shown, returning, received, assets.routes())
                .flatMap(routes -> routes)
                .toList();
    }

    private static Route get(String path, Handler handler) {
        return Route.get(path, Access.PUBLIC, handler);
    }

    private static Route answers(String path, Handler handler) {
        return Route.post(path, Access.PUBLIC, handler).withMaxBody(MAX_ANSWERS);
    }

    private static Route post(String path, Handler handler) {
        return Route.post(path, Access.PUBLIC, handler).withMaxBody(MAX_FORM);
    }
}
