package dev.sarraf.page;

/// The page at the root of the server.
///
/// @param base the address under which customers reach the pages
public record IndexView(Frame frame, String base) {}
