package dev.sarraf.cli.prove;

/// Something that should not be so, now. Some problems go away by themselves while things settle.
record Problem(Invariant invariant, String what) {}
