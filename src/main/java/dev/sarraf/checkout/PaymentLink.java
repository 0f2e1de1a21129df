package dev.sarraf.checkout;

import dev.sarraf.catalog.PriceId;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a merchant sells by an address that stays the same: each customer who comes gets a session of their own.
///
/// @param terms those of the sessions that it opens; it names no customer, no way back and no language
/// @param computed what the lines cost, in the currency of their prices
/// @param due whether its time was up, by the merchant's clock, when it was read
record PaymentLink(
        MerchantId merchant,
        PaymentLinkId id,
        boolean active,
        SubmitType submitType,
        Terms terms,
        List<LinkLine> lines,
        Money computed,
        Optional<Instant> expiresAt,
        Instant createdAt,
        Instant updatedAt,
        boolean due) {

    /// The prices that it sells at.
    List<PriceId> prices() {
        return lines.stream().map(line -> new PriceId(line.price())).distinct().toList();
    }

    /// How many it sells of this.
    long quantityOf(PriceId price) {
        return lines.stream()
                .filter(line -> line.price().equals(price.text()))
                .mapToLong(LinkLine::quantity)
                .sum();
    }

    /// The session that a customer gets who comes now.
    ///
    /// @throws Refusal where the link is switched off, or its time is up
    NewSession order(NewSession.Opening opening) {
        if (!active) {
            throw Refusal.conflict(ErrorCode.PAYMENT_LINK_INACTIVE, "The payment link has been switched off.");
        }
        if (due) {
            throw Refusal.conflict(ErrorCode.PAYMENT_LINK_EXPIRED, "The payment link has expired.");
        }
        return new NewSession(
                computed.currency(),
                lines.stream().<LineRequest>map(LinkLine::order).toList(),
                Optional.empty(),
                terms,
                submitType,
                Optional.empty(),
                NewSession.USUAL_LIFETIME,
                Optional.of(opening));
    }
}
