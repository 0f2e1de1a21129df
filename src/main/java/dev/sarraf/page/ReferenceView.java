package dev.sarraf.page;

import dev.sarraf.openapi.Chapter;
import java.util.List;

/// The page that leads to all others of the API's description.
///
/// @param base where the API is reached
public record ReferenceView(Frame frame, String base, List<Chapter> chapters) {}
