package dev.sarraf.processors;

/// The bank's own name for a card that it holds for us, for some minutes.
///
/// All we keep of a card: 3-D Secure, the charge and its repeat after a crash work from it.
public record CardSession(String id) {}
