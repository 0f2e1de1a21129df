package dev.sarraf.page;

/// The small page between the issuer's and ours, in a frame or not.
///
/// @param next where the payment is followed
/// @param framed whether the browser said that it shows this in a frame; if not, the page goes on by itself
/// @param repost whether the browser first has to send itself on with a POST to `next`
public record ReturnedView(Frame frame, String next, boolean framed, boolean repost) {}
