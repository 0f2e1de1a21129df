package dev.sarraf.payments;

import java.net.URI;
import java.util.Optional;

/// Where an attempt to pay stands, carrying only what is true there.
///
/// Until the bank is asked to charge, a later attempt may take its place; from [Charging] on nothing may, until
/// the outcome is known.
sealed interface AttemptState {
    /// The card is on its way to the bank and through 3-D Secure.
    record Authenticating() implements AttemptState {}

    /// The customer is with the issuer.
    record Challenged(URI acsUrl, String creq) implements AttemptState {}

    /// The charge is written down; the bank is being asked.
    record Charging() implements AttemptState {}

    record Succeeded() implements AttemptState {}

    /// Nothing was taken.
    record Declined(String code, Optional<String> reason) implements AttemptState {}

    /// Given up for a later attempt, because the session could not take it any more, or because nobody works on it,
    /// before the bank was asked.
    record Replaced() implements AttemptState {}

    /// What can happen to an attempt.
    sealed interface Event {
        record ChallengeAsked(URI acsUrl, String creq) implements Event {}

        record ChargeIntended() implements Event {}

        record Approved() implements Event {}

        record Refused(String code, Optional<String> reason) implements Event {}

        record Abandoned() implements Event {}
    }

    /// The whole life of an attempt. A pair that is missing here cannot happen: whoever applies an event has
    /// looked at the state under the session's lock first.
    default AttemptState on(Event event) {
        return switch (new Step(this, event)) {
            case Step(Authenticating _, Event.ChallengeAsked(var url, var creq)) -> new Challenged(url, creq);
            case Step(Authenticating _, Event.ChargeIntended _) -> new Charging();
            case Step(Authenticating _, Event.Refused(var code, var reason)) -> new Declined(code, reason);
            case Step(Authenticating _, Event.Abandoned _) -> new Replaced();

            case Step(Challenged _, Event.ChargeIntended _) -> new Charging();
            case Step(Challenged _, Event.Refused(var code, var reason)) -> new Declined(code, reason);
            case Step(Challenged _, Event.Abandoned _) -> new Replaced();

            case Step(Charging _, Event.Approved _) -> new Succeeded();
            case Step(Charging _, Event.Refused(var code, var reason)) -> new Declined(code, reason);

            // The bank takes back that it failed.
            case Step(Declined _, Event.Approved _) -> new Succeeded();

            default -> throw new IllegalStateException("bug: " + event + " in " + this);
        };
    }

    /// Whether the bank has not been asked to charge yet.
    default boolean isAuthenticating() {
        return switch (this) {
            case Authenticating _, Challenged _ -> true;
            case Charging _, Succeeded _, Declined _, Replaced _ -> false;
        };
    }

    default Progress progress() {
        return switch (this) {
            case Authenticating _, Charging _ -> new Progress.Confirming();
            case Challenged(var acsUrl, var creq) -> new Progress.Challenge(acsUrl, creq);
            case Succeeded _ -> new Progress.Paid();
            case Declined(var code, var reason) -> new Progress.Declined(code, reason);
            case Replaced _ -> new Progress.Replaced();
        };
    }

    record Step(AttemptState state, Event event) {}
}
