package dev.sarraf.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.db.Tx;
import dev.sarraf.ids.Mode;
import dev.sarraf.money.Currency;
import dev.sarraf.money.ExchangeRate;
import dev.sarraf.testing.ModeDatabase;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeRatesTest {
    private final ModeDatabase mode = ModeDatabase.fresh();
    private final ExchangeRates rates = new ExchangeRates(Mode.TEST);

    @AfterEach
    void close() {
        mode.close();
    }

    @Test
    void without_examples_nothing_has_a_rate() {
        assertThat(current()).isEmpty();
        assertThat(current(Currency.USD)).isEmpty();
        assertThat(current(Currency.PROCESSING)).isEmpty();
    }

    @Test
    void examples_are_given_once_even_by_servers_that_start_together() throws Exception {
        Callable<Boolean> start = () -> run(tx -> {
            rates.addExamples(tx);
            return true;
        });
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var started : pool.invokeAll(Collections.nCopies(8, start))) {
                assertThat(started.get()).isTrue();
            }
        }

        assertThat(current()).hasSize(14).allMatch(QuotedRate::example);
        List<QuotedRate> history = run(tx -> rates.history(tx, Currency.USD));
        assertThat(history).hasSize(1);
    }

    @Test
    void what_the_operator_said_outlasts_the_next_start() {
        examples();
        var set = run(tx -> rates.set(tx, Currency.USD, new BigDecimal("50.5")));
        run(tx -> rates.withdraw(tx, Currency.EUR));

        examples();

        var now = current(Currency.USD).orElseThrow();
        assertThat(now.id()).isEqualTo(set.id()).startsWith("exr_test_");
        assertThat(now.rate()).isEqualByComparingTo("50.5");
        assertThat(current(Currency.EUR)).isEmpty();
        assertThat(current()).hasSize(13);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE exchange_rates SET rate = 1", "DELETE FROM exchange_rates", "TRUNCATE exchange_rates"})
    void what_was_said_stays_as_it_is(String change) {
        examples();

        assertThatThrownBy(() -> run(tx -> tx.update(change).execute())).hasMessageContaining("only ever added to");
    }

    private void examples() {
        run(tx -> {
            rates.addExamples(tx);
            return true;
        });
    }

    private List<QuotedRate> current() {
        return run(rates::current);
    }

    private Optional<ExchangeRate> current(Currency currency) {
        return run(tx -> rates.current(tx, currency));
    }

    private <T> T run(Function<Tx, T> work) {
        return mode.database().inTransaction(work);
    }
}
