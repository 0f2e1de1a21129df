package dev.sarraf.testing;

/// Where the random numbers of a test come from: printed with every run, also one that passes, so that each can be
/// repeated. `-Drates.seed=42` sets the one that is named `rates`.
public final class Seed {
    private Seed() {}

    /// Another one with each run.
    public static long fresh(String name) {
        return of(name, System.nanoTime());
    }

    /// The usual one, unless another is set.
    public static long of(String name, long usual) {
        long seed = Long.getLong(name + ".seed", usual);
        System.out.printf("%s seed %d%n", name, seed);
        return seed;
    }
}
