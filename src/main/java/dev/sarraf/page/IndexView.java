package dev.sarraf.page;

/// The page at the root of the server.
///
/// @param base the address under which customers reach the pages
/// @param hasReceiver whether there is a receiver of webhooks
public record IndexView(Frame frame, String base, boolean hasReceiver) {}
