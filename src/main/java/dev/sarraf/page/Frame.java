package dev.sarraf.page;

import java.util.Optional;

/// What every page has around its content.
///
/// @param kind what the script does on this page: `form`, `free`, `wait`, `challenge`, `returned`, `onward`,
///     `choosing`, `empty` or nothing
/// @param styling what the merchant wants pages to look like
/// @param otherLanguage where the same page speaks the other language; empty where it cannot be asked for again
public record Frame(
        Texts texts, String title, String kind, Styling styling, Optional<String> otherLanguage, Assets assets) {
    /// The same, of another kind.
    Frame of(String another) {
        return new Frame(texts, title, another, styling, otherLanguage, assets);
    }

    public Language language() {
        return texts.language();
    }
}
