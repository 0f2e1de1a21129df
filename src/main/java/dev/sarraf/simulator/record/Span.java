package dev.sarraf.simulator.record;

/// Where in the record an answer lies.
public record Span(long offset, int length) {}
