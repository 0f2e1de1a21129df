package dev.sarraf.processors;

import dev.sarraf.money.Money;
import java.util.Optional;

/// Everything that the bank is told of a charge. The same order always makes the same request, byte for byte,
/// so that repeating it is safe.
///
/// @param reference what the merchant finds in the bank's own reports: the checkout session's id
/// @param authentication the transaction of the 3-D Secure check that this charge rests on; empty where the
///     card asks for none
public record PaymentOrder(
        BankIds ids, Money amount, CardSession card, Optional<String> authentication, String reference) {}
