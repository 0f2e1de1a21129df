package dev.sarraf.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A document, taken apart as far as tests want to know.
public record Markdown(Path file, List<String> lines) {
    private static final String FENCE = "```";
    /// What stands between a table's head and its rows begins so.
    private static final String RULE = "|-";

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    public static Markdown read(Path file) {
        try {
            return new Markdown(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every document of the project: beside the sources, and in `docs` and `examples`.
    public static List<Markdown> all() {
        return Stream.of(files(Path.of("."), 1), files(Path.of("docs"), 9), files(Path.of("examples"), 9))
                .flatMap(List::stream)
                .map(Markdown::read)
                .toList();
    }

    /// The commands that a reader is to type, fence by fence.
    public List<String> commands() {
        var blocks = new ArrayList<String>();
        var block = new StringBuilder();
        boolean isInside = false;
        for (var line : lines) {
            if (line.equals(FENCE + "sh")) {
                isInside = true;
            } else if (isInside && line.equals(FENCE)) {
                blocks.add(block.toString().stripTrailing());
                block.setLength(0);
                isInside = false;
            } else if (isInside) {
                block.append(line).append('\n');
            }
        }
        return blocks;
    }

    /// The rows of the tables under this heading, without their heads; each as its cells.
    public List<List<String>> rows(String heading) {
        var section = prose().stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .toList();
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < section.size(); i++) {
            boolean isHead = i + 1 < section.size() && section.get(i + 1).startsWith(RULE);
            if (section.get(i).startsWith("|") && !section.get(i).startsWith(RULE) && !isHead) {
                rows.add(cells(section.get(i)));
            }
        }
        return rows;
    }

    /// Where its links lead.
    public List<String> links() {
        return prose().stream()
                .flatMap(line -> LINK.matcher(line.replaceAll("`[^`]*`", "")).results())
                .map(link -> link.group(1))
                .toList();
    }

    /// What stands in its text as code.
    public List<String> code() {
        return prose().stream()
                .flatMap(line -> CODE.matcher(line).results())
                .map(code -> code.group(1))
                .toList();
    }

    /// What a link can name behind its `#`: the headings, in the spelling that forges give them.
    public List<String> anchors() {
        return prose().stream()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading ->
                        heading.replaceAll("[^\\p{L}\\p{N} _-]", "").strip().replace(' ', '-'))
                .toList();
    }

    /// The lines outside fences.
    private List<String> prose() {
        var outside = new ArrayList<String>();
        boolean isInside = false;
        for (var line : lines) {
            if (line.startsWith(FENCE)) {
                isInside = !isInside;
            } else if (!isInside) {
                outside.add(line);
            }
        }
        return outside;
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.replaceAll("^\\||\\|$", "").split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static List<Path> files(Path folder, int depth) {
        try (var files = Files.walk(folder, depth)) {
            return files.map(Path::normalize)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
