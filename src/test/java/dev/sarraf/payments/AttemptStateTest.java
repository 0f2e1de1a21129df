package dev.sarraf.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AttemptStateTest {
    private static final URI ACS = URI.create("http://127.0.0.1/acs");

    private static final List<AttemptState> STATES = List.of(
            new AttemptState.Authenticating(),
            new AttemptState.Challenged(ACS, "creq"),
            new AttemptState.Charging(),
            new AttemptState.Succeeded(),
            new AttemptState.Declined("card_declined", Optional.empty()),
            new AttemptState.Replaced());

    private static final List<AttemptState.Event> EVENTS = List.of(
            new AttemptState.Event.ChallengeAsked(ACS, "creq"),
            new AttemptState.Event.ChargeIntended(),
            new AttemptState.Event.Approved(),
            new AttemptState.Event.Refused("card_declined", Optional.empty()),
            new AttemptState.Event.Abandoned());

    /// Every state meets every event. Read down a state to see all that can happen to an attempt there; a dash is
    /// refused.
    @Test
    void every_event_in_every_state() {
        assertThat(matrix()).isEqualTo("""
                Authenticating ChallengeAsked Challenged
                Authenticating ChargeIntended Charging
                Authenticating Approved       -
                Authenticating Refused        Declined
                Authenticating Abandoned      Replaced
                Challenged     ChallengeAsked -
                Challenged     ChargeIntended Charging
                Challenged     Approved       -
                Challenged     Refused        Declined
                Challenged     Abandoned      Replaced
                Charging       ChallengeAsked -
                Charging       ChargeIntended -
                Charging       Approved       Succeeded
                Charging       Refused        Declined
                Charging       Abandoned      -
                Succeeded      ChallengeAsked -
                Succeeded      ChargeIntended -
                Succeeded      Approved       -
                Succeeded      Refused        -
                Succeeded      Abandoned      -
                Declined       ChallengeAsked -
                Declined       ChargeIntended -
                Declined       Approved       Succeeded
                Declined       Refused        -
                Declined       Abandoned      -
                Replaced       ChallengeAsked -
                Replaced       ChargeIntended -
                Replaced       Approved       -
                Replaced       Refused        -
                Replaced       Abandoned      -
                """);
    }

    @Test
    void the_matrix_leaves_no_state_and_no_event_out() {
        assertThat(STATES.stream().map(Object::getClass))
                .containsExactlyInAnyOrder(AttemptState.class.getPermittedSubclasses());
        assertThat(EVENTS.stream().map(Object::getClass))
                .containsExactlyInAnyOrder(AttemptState.Event.class.getPermittedSubclasses());
    }

    private static String matrix() {
        return STATES.stream()
                .flatMap(state -> EVENTS.stream()
                        .map(event -> "%-14s %-14s %s%n".formatted(name(state), name(event), result(state, event))))
                .collect(Collectors.joining());
    }

    private static String result(AttemptState state, AttemptState.Event event) {
        try {
            return name(state.on(event));
        } catch (IllegalStateException e) {
            return "-";
        }
    }

    private static String name(Object value) {
        return value.getClass().getSimpleName();
    }
}
