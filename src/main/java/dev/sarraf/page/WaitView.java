package dev.sarraf.page;

/// The page that follows an attempt whose outcome is not known yet.
///
/// @param status where the script asks how it stands
public record WaitView(Frame frame, ShopView shop, String amount, String status) {}
