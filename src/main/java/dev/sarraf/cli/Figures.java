package dev.sarraf.cli;

import java.util.List;

/// Several measurements of one thing, in the order in which they were made.
record Figures(List<Double> values) {
    Figures {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        values = List.copyOf(values);
    }

    static Figures of(double value) {
        return new Figures(List.of(value));
    }

    /// Half of the values are not above it, half not below; between the two middle ones where there are two.
    double median() {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /// The value that this share of all values does not exceed: 0.99 leaves out the slowest hundredth.
    double quantile(double share) {
        var sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }

    double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
