package dev.sarraf.processors;

import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.money.Money;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Everything that a provider of local methods is told of a charge. The same order always makes the same request, so
/// that repeating it is safe.
///
/// @param phone who pays, in E.164, where the method asks for it
/// @param lifetime how long the customer has
/// @param notifyAt where the provider may say that something happened
public record LocalOrder(
        BankIds ids, PaymentMethod method, Money amount, Optional<String> phone, Duration lifetime, URI notifyAt) {}
