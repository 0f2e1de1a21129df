package dev.sarraf.audit;

import static dev.sarraf.audit.Invariant.L1;
import static dev.sarraf.audit.Invariant.L2;
import static dev.sarraf.audit.Invariant.L3;
import static dev.sarraf.audit.Invariant.L4;

import java.util.List;

/// The journal by itself: L1 to L4.
final class JournalChecks {
    static final List<Check> ALL = List.of(
            new Check(L1, "journal entries", "SELECT count(*) FROM journal_entries", """
                    SELECT e.id
                      FROM journal_entries AS e
                      LEFT JOIN (SELECT merchant_id, entry_id, sum(lines) AS lines, bool_and(debits = credits) AS even
                                   FROM (SELECT merchant_id, entry_id, count(*) AS lines,
                                                coalesce(sum(debit), 0) AS debits, coalesce(sum(credit), 0) AS credits
                                           FROM journal_lines
                                          GROUP BY merchant_id, entry_id, currency) AS of_currency
                                  GROUP BY merchant_id, entry_id) AS l
                        ON l.merchant_id = e.merchant_id
                       AND l.entry_id = e.id
                     WHERE coalesce(l.lines, 0) < 2
                        OR NOT l.even
                    """),
            new Check(L1, "amounts", "SELECT count(*) FROM journal_lines", """
                    SELECT entry_id
                      FROM journal_lines
                     WHERE num_nonnulls(debit, credit) <> 1
                        OR coalesce(debit, credit) <= 0
                    """),
            new Check(L2, "journal lines", "SELECT count(*) FROM journal_lines", """
                    SELECT merchant_id || ' ' || currency
                      FROM journal_lines
                     GROUP BY merchant_id, currency
                    HAVING coalesce(sum(debit), 0) <> coalesce(sum(credit), 0)
                    """),
            new Check(
                    L2,
                    "balances",
                    "SELECT count(*) FROM (SELECT DISTINCT merchant_id, currency FROM balance_transactions) AS b",
                    """
                    SELECT merchant_id || ' ' || currency
                      FROM (SELECT merchant_id, currency, sum(net) AS net
                              FROM balance_transactions
                             GROUP BY merchant_id, currency) AS b
                      FULL JOIN (SELECT merchant_id, currency,
                                        coalesce(sum(credit), 0) - coalesce(sum(debit), 0) AS owed
                                   FROM journal_lines
                                  WHERE account = 'merchant_payable'
                                  GROUP BY merchant_id, currency) AS l
                     USING (merchant_id, currency)
                     WHERE coalesce(net, 0) <> coalesce(owed, 0)
                    """),
            // A trigger that was switched off would let somebody change what nobody may.
            new Check(L3, "guards", "SELECT 5", """
                    SELECT g.table_name || ' ' || g.trigger_name
                      FROM (VALUES ('journal_entries', 'append_only'),
                                   ('journal_lines', 'append_only'),
                                   ('balance_transactions', 'append_only'),
                                   ('journal_entries', 'entries_have_lines'),
                                   ('journal_lines', 'entries_balance')) AS g (table_name, trigger_name)
                     WHERE NOT EXISTS (SELECT
                                         FROM pg_trigger AS t
                                        WHERE t.tgrelid = to_regclass(g.table_name)
                                          AND t.tgname = g.trigger_name
                                          AND t.tgenabled IN ('O', 'A'))
                    """),
            new Check(L4, "journal entries", "SELECT count(*) FROM journal_entries", """
                    SELECT kind || ' ' || source_id
                      FROM journal_entries
                     GROUP BY merchant_id, kind, source_id
                    HAVING count(*) > 1
                    """),
            new Check(L4, "balance transactions", "SELECT count(*) FROM balance_transactions", """
                    SELECT type || ' ' || source_id
                      FROM balance_transactions
                     GROUP BY merchant_id, type, source_id
                    HAVING count(*) > 1
                    """));

    private JournalChecks() {}
}
