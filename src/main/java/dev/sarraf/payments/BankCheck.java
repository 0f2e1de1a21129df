package dev.sarraf.payments;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.merchants.DatabaseClock;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.payments.comparison.Difference;
import dev.sarraf.payments.comparison.Statement;
import dev.sarraf.processors.LocalProvider;
import dev.sarraf.processors.Processor;
import dev.sarraf.processors.ProcessorAccounts;
import dev.sarraf.processors.ProcessorUnavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Compares what is written down of a merchant's charges and refunds with what the bank says, order by order,
/// and with a statement of the bank's where there is one.
///
/// Changes nothing and can run beside a server at work. Holds one page of orders at a time, whatever the period.
public final class BankCheck {
    /// Orders that the bank is asked about at the same time.
    private static final int AT_ONCE = 8;

    private static final int PAGE = 200;

    /// A bank at which so many questions went unanswered is not there, and would cost its time limit for each
    /// order more.
    private static final int PATIENCE = 20;

    private final Database database;
    private final Processor processor;
    private final LocalProvider provider;
    private final ProcessorAccounts accounts;
    private final ChargeStore charges = new ChargeStore();
    private final RefundStore refunds = new RefundStore();

    public BankCheck(Database database, Processor processor, LocalProvider provider, ProcessorAccounts accounts) {
        this.database = database;
        this.processor = processor;
        this.provider = provider;
        this.accounts = accounts;
    }

    /// From `from` on and before `until`, by the merchant's business time.
    public record Period(Instant from, Instant until) {
        boolean holds(Instant time) {
            return !time.isBefore(from) && time.isBefore(until);
        }
    }

    /// Hears of what is found as it is found, on the thread that asked for the check.
    public interface Listener {
        void found(Difference difference);

        /// The bank did not say what it knows of this order.
        void unanswered(String order, String why);

        /// Called after each order.
        void soFar(CheckTally tally);
    }

    /// The business time of a merchant now, by which its charges and refunds are dated.
    public static Instant now(Database database, MerchantId merchant) {
        return database.inOneQuery(tx -> DatabaseClock.business(tx, merchant));
    }

    /// Checks every order that was charged or refunded in the period, and what else is on the statement.
    ///
    /// @param statement used up by this
    /// @throws ProcessorUnavailable where the bank does not answer at all
    public CheckTally check(MerchantId merchant, Period period, Optional<Statement> statement, Listener listener)
            throws InterruptedException {
        var order = new OrderCheck(database, processor, provider, accounts.get(merchant), merchant, period);
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var run = new Run(merchant, period, order, statement, listener, threads);
            try {
                run.intents(charges::intents, OrderCheck.Occasion.CHARGE);
                run.intents(refunds::intents, OrderCheck.Occasion.REFUND);
                return run.restOfStatement();
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /// Finds intents of a period behind a place, in order of time.
    @FunctionalInterface
    private interface Finder {
        List<IntentPlace> intents(Tx tx, MerchantId merchant, Period period, IntentPlace.Mark after, int limit);
    }

    /// One check, under way.
    private final class Run {
        private final MerchantId merchant;
        private final Period period;
        private final OrderCheck order;
        private final Optional<Statement> statement;
        private final Listener listener;
        private final ExecutorService threads;
        private CheckTally tally;

        private Run(
                MerchantId merchant,
                Period period,
                OrderCheck order,
                Optional<Statement> statement,
                Listener listener,
                ExecutorService threads) {
            this.merchant = merchant;
            this.period = period;
            this.order = order;
            this.statement = statement;
            this.listener = listener;
            this.threads = threads;
            this.tally = CheckTally.ofStatement(statement.map(Statement::lines).orElse(0));
        }

        private void intents(Finder finder, OrderCheck.Occasion occasion) throws InterruptedException {
            var page = page(finder, IntentPlace.Mark.START);
            while (!page.isEmpty()) {
                checkAll(page.stream()
                        .map(IntentPlace::intent)
                        .map(intent -> {
                            var lines = statement.map(read -> read.take(intent.text()));
                            return (Callable<OrderCheck.Result>) () -> order.check(intent, lines, occasion);
                        })
                        .toList());
                page = page(finder, page.getLast().mark());
            }
        }

        private CheckTally restOfStatement() throws InterruptedException {
            if (statement.isPresent()) {
                var left = statement.get().left();
                for (int start = 0; start < left.size(); start += PAGE) {
                    checkAll(left.subList(start, Math.min(start + PAGE, left.size())).stream()
                            .map(name -> {
                                var lines = statement.get().take(name);
                                return (Callable<OrderCheck.Result>) () -> order.checkLines(name, lines);
                            })
                            .toList());
                }
            }
            return tally;
        }

        private List<IntentPlace> page(Finder finder, IntentPlace.Mark after) {
            return database.inOneQuery(tx -> finder.intents(tx, merchant, period, after, PAGE));
        }

        private void checkAll(List<Callable<OrderCheck.Result>> orders) throws InterruptedException {
            for (var future : orders.stream().map(threads::submit).toList()) {
                try {
                    add(future.get());
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof RuntimeException cause
                            ? cause
                            : new IllegalStateException("an order could not be checked", e.getCause());
                }
            }
        }

        private void add(OrderCheck.Result result) {
            result.differences().forEach(listener::found);
            result.unanswered().ifPresent(why -> listener.unanswered(result.order(), why));
            tally = tally.plus(result.tally());
            listener.soFar(tally);
            if (tally.unanswered() >= PATIENCE) {
                throw new ProcessorUnavailable("the bank left " + PATIENCE + " questions unanswered, the last one: "
                        + result.unanswered().orElse("none"));
            }
        }
    }
}
