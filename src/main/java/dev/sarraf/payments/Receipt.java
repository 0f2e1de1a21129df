package dev.sarraf.payments;

import dev.sarraf.money.Money;
import java.time.Instant;

/// What whoever paid can show for it.
///
/// @param session the checkout session that was paid
/// @param amount what was taken, and `refunded` what of it was given back
public record Receipt(String session, ChargeId charge, Money amount, Money refunded, Means means, Instant paidAt) {}
