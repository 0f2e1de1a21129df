package dev.sarraf.page;

import java.util.Locale;

/// How a test customer ends a challenge: the buttons of the test system's issuer page, named as developers name
/// them.
enum ChallengeEnd {
    SUCCESS("successful"),
    FAILED("failed"),
    CANCELLED("cancelled"),
    UNABLE("unable"),
    REJECTED("rejected");

    private final String button;

    ChallengeEnd(String button) {
        this.button = button;
    }

    /// What the page's form sends for it.
    String button() {
        return button;
    }

    /// As the API spells it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
