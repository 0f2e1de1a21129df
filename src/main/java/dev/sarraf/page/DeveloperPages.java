package dev.sarraf.page;

import dev.sarraf.cards.TestCards;
import dev.sarraf.http.Call;
import dev.sarraf.http.Response;
import java.net.URI;
import java.util.Optional;

/// The few pages for developers, in English: what this server is, what its errors mean, which cards to try.
final class DeveloperPages {
    private final Pages pages;
    private final String base;
    private final boolean hasReceiver;

    DeveloperPages(Pages pages, URI base, boolean hasReceiver) {
        this.pages = pages;
        this.base = SameOrigin.origin(base);
        this.hasReceiver = hasReceiver;
    }

    Response index(Call call) {
        return pages.developers("index", new IndexView(frame("Sarraf"), base, hasReceiver));
    }

    Response errors(Call call) {
        return pages.developers("errors", ErrorsView.of(frame("Errors")));
    }

    Response testCards(Call call) {
        return pages.developers(
                "testcards",
                new TestCardsView(
                        frame("Test cards"), TestCards.all(), TestCards.expiries(), TestCards.securityCodes()));
    }

    private Frame frame(String title) {
        return pages.frame(Visitor.developer(), title, "", Optional.empty());
    }
}
