package dev.sarraf.page;

/// What a look at a webhook's signature has found, in words for the developer.
///
/// @param genuine whether a receiver should believe it
/// @param heading what is so
/// @param advice what to do about it, or what it means
public record Finding(boolean genuine, String heading, String advice) {}
