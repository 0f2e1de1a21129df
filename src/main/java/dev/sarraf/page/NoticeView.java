package dev.sarraf.page;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;

/// A page that says one thing, and what to do next.
///
/// @param onward where the page goes by itself at once
/// @param status where the script asks whether there is something else to say by now
public record NoticeView(
        Frame frame,
        Optional<ShopView> shop,
        Mark mark,
        Content heading,
        List<Content> paragraphs,
        Optional<Action> action,
        Optional<String> onward,
        Optional<String> status) {

    NoticeView(
            Frame frame,
            Optional<ShopView> shop,
            Mark mark,
            Content heading,
            List<Content> paragraphs,
            Optional<Action> action,
            Optional<String> onward) {
        this(frame, shop, mark, heading, paragraphs, action, onward, Optional.empty());
    }

    /// The same page, which the script of kind `kind` keeps up to date.
    NoticeView watching(String kind, String status) {
        return new NoticeView(frame.of(kind), shop, mark, heading, paragraphs, action, onward, Optional.of(status));
    }

    /// The sign above the words.
    public enum Mark {
        NONE,
        DONE,
        WAIT,
        STOP
    }

    /// The one thing to press.
    public record Action(String url, Content label) {}
}
