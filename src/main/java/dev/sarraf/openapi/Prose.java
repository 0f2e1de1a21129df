package dev.sarraf.openapi;

import java.util.List;
import java.util.stream.IntStream;

/// Sentences of the document, in which code stands between backticks.
///
/// @param pieces in their order
public record Prose(List<Piece> pieces) {
    /// A stretch that is code or is not.
    public record Piece(String text, boolean isCode) {}

    static Prose of(String text) {
        var parts = List.of(text.strip().split("`", -1));
        return new Prose(IntStream.range(0, parts.size())
                .mapToObj(i -> new Piece(parts.get(i), i % 2 == 1))
                .filter(piece -> !piece.text().isEmpty())
                .toList());
    }

    public boolean isEmpty() {
        return pieces.isEmpty();
    }
}
