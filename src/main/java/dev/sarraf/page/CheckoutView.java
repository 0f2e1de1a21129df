package dev.sarraf.page;

/// The page on which a session is paid: what is bought beside the card form.
public record CheckoutView(Frame frame, SummaryView summary, FormView form) {}
