package dev.sarraf.page;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;

/// A page that says one thing, and what to do next.
///
/// @param onward where the page goes by itself at once
public record NoticeView(
        Frame frame,
        Optional<ShopView> shop,
        Mark mark,
        Content heading,
        List<Content> paragraphs,
        Optional<Action> action,
        Optional<String> onward) {

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
