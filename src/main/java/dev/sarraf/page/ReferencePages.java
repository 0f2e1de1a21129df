package dev.sarraf.page;

import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Call;
import dev.sarraf.http.Response;
import java.net.URI;
import java.util.Optional;

/// The description of the API for people: one page that leads to all, and one for each kind of object. In English.
final class ReferencePages {
    private final Pages pages;
    private final ApiReference reference;
    private final String base;

    ReferencePages(Pages pages, ApiReference reference, URI base) {
        this.pages = pages;
        this.reference = reference;
        this.base = SameOrigin.origin(base);
    }

    Response index(Call call) {
        return pages.developers("reference", new ReferenceView(frame("API"), base, reference.chapters()));
    }

    Response chapter(Call call) {
        var page = call.path("page");
        var chapters = reference.chapters();
        var chapter = chapters.stream()
                .filter(one -> one.page().equals(page))
                .findFirst()
                .orElseThrow(() -> Refusal.missing("page", page));
        return pages.developers("chapter", new ChapterView(frame(chapter.name()), chapters, chapter));
    }

    private Frame frame(String title) {
        return pages.frame(Visitor.developer(), title, "", Optional.empty());
    }
}
