package dev.sarraf.payments;

import dev.sarraf.money.Money;

/// One display of the form to a customer.
///
/// @param token names it: sending the form again, however often and at the same time, makes no second attempt
/// @param shown what the customer was told to pay, in the currency of processing
public record FormDisplay(String token, Money shown) {}
