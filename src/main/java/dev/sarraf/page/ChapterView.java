package dev.sarraf.page;

import dev.sarraf.openapi.Chapter;
import java.util.List;

/// The page about one kind of object.
///
/// @param chapters all of them, to go on to
public record ChapterView(Frame frame, List<Chapter> chapters, Chapter chapter) {}
