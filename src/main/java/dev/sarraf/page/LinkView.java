package dev.sarraf.page;

import java.util.Optional;

/// The page of a payment link: what is sold beside the one button.
///
/// @param action where the button leads
/// @param token names this display of the page, so that pressing twice opens one session
/// @param message why the last press did not work
public record LinkView(Frame frame, SummaryView summary, String action, String token, Optional<String> message) {}
