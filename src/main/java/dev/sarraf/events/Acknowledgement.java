package dev.sarraf.events;

/// Whether a merchant has heard of an event.
public enum Acknowledgement {
    /// No endpoint wants the event, so there is nobody to wait for.
    NOBODY_SUBSCRIBED,
    /// The first attempt has not come back from every endpoint, and none has failed.
    PENDING,
    /// Every endpoint has answered that it took the event.
    ACKNOWLEDGED,
    /// At least one endpoint has failed an attempt; it may still be tried again.
    FAILED
}
