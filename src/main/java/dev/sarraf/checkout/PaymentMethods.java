package dev.sarraf.checkout;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.money.Currency;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How a session may be paid: by some methods that the merchant names, or by a configuration, or by the default
/// one.
///
/// @param types what the session offers: what was named, or what the configuration had when it was looked up; empty
///     before that
/// @param configuration the id of a payment method configuration, as it was sent
record PaymentMethods(List<String> types, Optional<String> configuration) {
    static final PaymentMethods DEFAULT = new PaymentMethods(List.of(), Optional.empty());

    static PaymentMethods of(String configuration) {
        return new PaymentMethods(List.of(), Optional.of(configuration));
    }

    /// Those that take this currency, in the order of preference. A session of before there were others has cards.
    List<PaymentMethod> in(Currency currency) {
        return types.isEmpty()
                ? List.of(PaymentMethod.CARD)
                : Arrays.stream(PaymentMethod.values())
                        .filter(method -> types.contains(method.text()) && method.takes(currency))
                        .toList();
    }

    /// Refuses what leaves nothing to pay with.
    void requireSome(Currency currency) {
        if (in(currency).isEmpty()) {
            throw Refusal.invalid(
                    ErrorCode.PAYMENT_METHOD_MISMATCH,
                    configuration.isPresent() ? "paymentMethodConfigurationId" : "paymentMethodTypes",
                    "No payment method of the session takes %s: %s.".formatted(currency, String.join(", ", types)));
        }
    }

    /// Whether the merchant has named the methods one by one.
    boolean areNamed() {
        return !types.isEmpty() && configuration.isEmpty();
    }
}
