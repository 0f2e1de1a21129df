package dev.sarraf.simulator.gateway;

import java.util.Locale;
import java.util.Optional;

/// How a challenge can end, in the order in which the page offers it.
public enum ChallengeOutcome {
    SUCCESSFUL(AuthenticationStatus.AUTHENTICATION_SUCCESSFUL),
    FAILED(AuthenticationStatus.AUTHENTICATION_FAILED),
    CANCELLED(AuthenticationStatus.AUTHENTICATION_FAILED),
    UNABLE(AuthenticationStatus.AUTHENTICATION_UNAVAILABLE),
    REJECTED(AuthenticationStatus.AUTHENTICATION_REJECTED);

    private final AuthenticationStatus status;

    ChallengeOutcome(AuthenticationStatus status) {
        this.status = status;
    }

    public AuthenticationStatus status() {
        return status;
    }

    /// How forms spell it.
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// How people read it.
    public String label() {
        return name().charAt(0) + value().substring(1);
    }

    public static Optional<ChallengeOutcome> find(String value) {
        for (var outcome : values()) {
            if (outcome.value().equals(value)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
