package dev.sarraf.images;

/// What came of fetching a picture.
sealed interface Fetched permits Picture, Fetched.Nothing {
    /// None came, or none that can be shown.
    record Nothing(Trouble trouble) implements Fetched {}
}
