package dev.sarraf.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sarraf.errors.Refusal;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.payments.Settlement.Payable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayableTest {
    private static final Money AMOUNT = Money.zero(Currency.EGP);

    @ParameterizedTest
    @CsvSource({
        "OPEN,",
        "EMPTY, checkout_empty_cart",
        "UNPRICED, amount_invalid",
        "FREE, resource_invalid_state",
        "EXPIRED, checkout_session_expired",
        "COMPLETE, payment_already_completed",
    })
    void only_what_is_open_can_be_paid(Payable.State state, String code) {
        var payable = new Payable(state, AMOUNT, 0, Breakdown.plain(AMOUNT), "{}");

        var refusal = catchThrowableOfType(Refusal.class, payable::requireOpen);

        assertThat(refusal == null ? null : refusal.code().text()).isEqualTo(code);
        assertThat(payable.isOpen()).isEqualTo(code == null);
    }
}
