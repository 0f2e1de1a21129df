package dev.sarraf.customers;

import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.util.Optional;

/// A session that was paid, or completed for nothing, as far as its customer is concerned.
///
/// @param customer whom the session names
/// @param register whether whoever pays becomes a registered customer: `customerCreation` is `always`
/// @param updates what may change of the customer that the session names
/// @param amount what was paid, in the currency of processing; zero for an order that costs nothing
/// @param card empty where none was used
/// @param charge the id of the charge, or of the session where nothing was charged
public record Purchase(
        Optional<CustomerId> customer,
        boolean register,
        Updates updates,
        Details details,
        Money amount,
        Optional<PaidCard> card,
        String charge) {
    public Purchase {
        if (amount.currency() != Currency.PROCESSING) {
            throw new IllegalArgumentException("bug: a purchase is paid in " + Currency.PROCESSING);
        }
    }

    /// What a session lets change of the customer that it names: `customerUpdate` with the value `auto`.
    public record Updates(boolean name, boolean address, boolean shipping) {
        public static final Updates NONE = new Updates(false, false, false);
    }
}
