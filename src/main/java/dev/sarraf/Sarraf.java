package dev.sarraf;

/// The program's entry point.
public final class Sarraf {
    private Sarraf() {}

    public static void main(String[] args) {}
}
