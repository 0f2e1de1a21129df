package dev.sarraf.page;

/// The page that keeps a customer who has paid for a moment, until the shop has heard of it.
///
/// @param status where the script asks whether to go on
public record SettlingView(Frame frame, ShopView shop, String heading, String words, String status) {}
