package dev.sarraf.cli.prove;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts trials, looks and breaches, from any number of threads.
final class Tally {
    private final Map<String, Integer> trials = new LinkedHashMap<>();
    private final Map<Invariant, Integer> looks = new EnumMap<>(Invariant.class);
    private final List<Breach> breaches = new ArrayList<>();

    /// An invariant that did not hold.
    ///
    /// @param trial the kind of trial that it was found after
    record Breach(String trial, Problem problem) {}

    /// What is tried. It may be answered in any way but with an error of ours or not at all.
    @FunctionalInterface
    interface Trial {
        void run() throws InterruptedException;
    }

    /// One more trial of this kind is made.
    synchronized void tried(String trial) {
        trials.merge(trial, 1, Integer::sum);
    }

    /// Makes one more trial of this kind, on a server that nobody kills.
    void trial(String kind, Trial trial) throws InterruptedException {
        tried(kind);
        try {
            trial.run();
        } catch (UnexpectedAnswer | LostAnswer e) {
            breach(kind, new Problem(Invariant.ANSWERS, String.valueOf(e.getMessage())));
        }
    }

    /// So many more things were looked at with this invariant in mind.
    synchronized void looked(Invariant invariant, int things) {
        looks.merge(invariant, things, Integer::sum);
    }

    synchronized void breach(String trial, Problem problem) {
        breaches.add(new Breach(trial, problem));
    }

    /// Takes over what another has counted.
    synchronized void add(Tally other) {
        other.trials().forEach((kind, count) -> trials.merge(kind, count, Integer::sum));
        other.looks().forEach((invariant, count) -> looks.merge(invariant, count, Integer::sum));
        breaches.addAll(other.breaches());
    }

    /// Kinds of trials in the order in which they were made first.
    synchronized Map<String, Integer> trials() {
        return new LinkedHashMap<>(trials);
    }

    synchronized Map<Invariant, Integer> looks() {
        return new EnumMap<>(looks);
    }

    synchronized List<Breach> breaches() {
        return List.copyOf(breaches);
    }
}
