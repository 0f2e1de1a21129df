package dev.sarraf.cli.prove;

/// Takes a line whenever something else begins.
@FunctionalInterface
public interface Progress {
    void say(String line);
}
