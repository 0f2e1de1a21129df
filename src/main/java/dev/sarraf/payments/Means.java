package dev.sarraf.payments;

import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.processors.Slip;
import java.time.Duration;
import java.util.Optional;

/// What a customer pays with.
public sealed interface Means {
    PaymentMethod method();

    /// A card, which the bank's gateway holds.
    record OfCard(CardSummary card) implements Means {
        @Override
        public PaymentMethod method() {
            return PaymentMethod.CARD;
        }
    }

    /// Something that a provider of local methods lets the customer do.
    ///
    /// @param phone who pays, in E.164, where the method asks for it
    /// @param lifetimeSeconds how long the customer has, as it was set when the button was pressed
    /// @param slip what the provider has given out for it; empty before it has answered
    record Local(PaymentMethod method, Optional<String> phone, long lifetimeSeconds, Optional<Slip> slip)
            implements Means {
        Duration lifetime() {
            return Duration.ofSeconds(lifetimeSeconds);
        }

        Local with(Slip given) {
            return new Local(method, phone, lifetimeSeconds, Optional.of(given));
        }
    }

    /// The card, where it is one.
    default Optional<CardSummary> ifCard() {
        return this instanceof OfCard(var card) ? Optional.of(card) : Optional.empty();
    }

    /// What is local, where it is no card.
    default Optional<Local> ifLocal() {
        return this instanceof Local local ? Optional.of(local) : Optional.empty();
    }

    /// What a provider has given out for it.
    default Optional<Slip> given() {
        return ifLocal().flatMap(Local::slip);
    }
}
