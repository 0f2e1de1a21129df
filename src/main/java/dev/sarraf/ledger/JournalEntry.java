package dev.sarraf.ledger;

import dev.sarraf.ids.IdShape;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.util.List;

/// A fact about money as double-entry bookkeeping puts it: which accounts it is taken from and which it goes to.
///
/// An entry that exists balances: its debits equal its credits, in one currency. An amount of nothing has no line.
///
/// @param source the id of the charge or refund that the fact is about
record JournalEntry(Kind kind, String source, List<Line> lines) {
    static final IdShape ID = IdShape.of("je");

    /// What happened. A charge or refund meets each at most once.
    enum Kind {
        CAPTURE,
        REFUND_RESERVED,
        REFUND_SETTLED,
        REFUND_FAILED,
        STRAY_CAPTURED,
        STRAY_REVERSED
    }

    /// Debits and credits are what bookkeeping has instead of signs.
    enum Side {
        DEBIT,
        CREDIT
    }

    /// What an entry does to one account.
    record Line(Account account, Side side, Money amount) {
        static Line debit(Account account, Money amount) {
            return new Line(account, Side.DEBIT, amount);
        }

        static Line credit(Account account, Money amount) {
            return new Line(account, Side.CREDIT, amount);
        }
    }

    JournalEntry {
        lines = lines.stream().filter(line -> !line.amount().isZero()).toList();
        if (lines.size() < 2 || !sum(lines, Side.DEBIT).equals(sum(lines, Side.CREDIT))) {
            throw new IllegalArgumentException("bug: an entry of " + kind + " for " + source + " does not balance");
        }
    }

    /// The customer paid: the bank owes the whole, of which the merchant is owed what the fee leaves.
    static JournalEntry capture(String charge, Money gross, Money fee) {
        return new JournalEntry(
                Kind.CAPTURE,
                charge,
                List.of(
                        Line.debit(Account.ACQUIRER_RECEIVABLE, gross),
                        Line.credit(Account.MERCHANT_PAYABLE, gross.minus(fee)),
                        Line.credit(Account.FEES, fee)));
    }

    /// The merchant gives money back, and the bank has not paid it out yet.
    static JournalEntry refundReserved(String refund, Money amount) {
        return move(Kind.REFUND_RESERVED, refund, amount, Account.MERCHANT_PAYABLE, Account.REFUNDS_PENDING);
    }

    /// The bank paid the refund out, and owes that much less.
    static JournalEntry refundSettled(String refund, Money amount) {
        return move(Kind.REFUND_SETTLED, refund, amount, Account.REFUNDS_PENDING, Account.ACQUIRER_RECEIVABLE);
    }

    /// The bank did not pay the refund out: the merchant has the money again.
    static JournalEntry refundFailed(String refund, Money amount) {
        return move(Kind.REFUND_FAILED, refund, amount, Account.REFUNDS_PENDING, Account.MERCHANT_PAYABLE);
    }

    /// The bank took money that nobody may keep.
    static JournalEntry strayCaptured(String charge, Money amount) {
        return move(Kind.STRAY_CAPTURED, charge, amount, Account.ACQUIRER_RECEIVABLE, Account.SUSPENSE);
    }

    /// The bank gave back what it should not have taken.
    static JournalEntry strayReversed(String charge, Money amount) {
        return move(Kind.STRAY_REVERSED, charge, amount, Account.SUSPENSE, Account.ACQUIRER_RECEIVABLE);
    }

    private static JournalEntry move(Kind kind, String source, Money amount, Account debit, Account credit) {
        return new JournalEntry(kind, source, List.of(Line.debit(debit, amount), Line.credit(credit, amount)));
    }

    Currency currency() {
        return lines.getFirst().amount().currency();
    }

    private static Money sum(List<Line> lines, Side side) {
        return lines.stream()
                .filter(line -> line.side() == side)
                .map(Line::amount)
                .reduce(Money.zero(lines.getFirst().amount().currency()), Money::plus);
    }
}
