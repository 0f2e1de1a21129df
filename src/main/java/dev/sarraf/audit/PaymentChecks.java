package dev.sarraf.audit;

import static dev.sarraf.audit.Invariant.L5;
import static dev.sarraf.audit.Invariant.L6;
import static dev.sarraf.audit.Invariant.L9;

import java.util.List;

/// Payments against sessions, attempts and the journal: L5, L6 and L9.
final class PaymentChecks {
    static final List<Check> ALL = List.of(
            new Check(
                    L5,
                    "payments that moved a balance",
                    "SELECT count(*) FROM (SELECT DISTINCT merchant_id, intent_id FROM balance_transactions) AS i",
                    """
                    SELECT intent_id
                      FROM balance_transactions
                     GROUP BY merchant_id, intent_id
                    HAVING sum(amount) < 0
                        OR coalesce(sum(amount) FILTER (WHERE type <> 'CHARGE'), 0) > 0
                    """),
            new Check(L5, "charges", "SELECT count(*) FROM charges", """
                    SELECT c.id
                      FROM charges AS c
                      LEFT JOIN (SELECT merchant_id, charge_id,
                                        sum(amount) FILTER (WHERE status = 'SUCCEEDED') AS refunded,
                                        sum(amount) FILTER (WHERE status = 'PENDING') AS pending
                                   FROM refunds
                                  GROUP BY merchant_id, charge_id) AS r
                        ON r.merchant_id = c.merchant_id
                       AND r.charge_id = c.id
                     WHERE c.amount_refunded <> coalesce(r.refunded, 0)
                        OR c.refund_pending <> coalesce(r.pending, 0)
                        OR c.refund_pending < 0
                        OR c.amount_refunded + c.refund_pending
                           > CASE WHEN c.status = 'SUCCEEDED' THEN c.amount ELSE 0 END
                    """),
            new Check(L6, "sessions", "SELECT count(*) FROM checkout_sessions", """
                    SELECT s.id
                      FROM checkout_sessions AS s
                      LEFT JOIN (SELECT merchant_id, session_id, count(*) AS number
                                   FROM charges
                                  WHERE status = 'SUCCEEDED'
                                  GROUP BY merchant_id, session_id) AS c
                        ON c.merchant_id = s.merchant_id
                       AND c.session_id = s.id
                     WHERE coalesce(c.number, 0) <> CASE WHEN s.payment_status = 'paid' THEN 1 ELSE 0 END
                    """),
            new Check(L6, "payment intents", "SELECT count(*) FROM payment_intents", """
                    SELECT i.id
                      FROM payment_intents AS i
                      LEFT JOIN (SELECT merchant_id, intent_id, count(*) AS number
                                   FROM charges
                                  WHERE status = 'SUCCEEDED'
                                  GROUP BY merchant_id, intent_id) AS c
                        ON c.merchant_id = i.merchant_id
                       AND c.intent_id = i.id
                     WHERE coalesce(c.number, 0) <> CASE WHEN i.status = 'SUCCEEDED' THEN 1 ELSE 0 END
                    """),
            new Check(L6, "attempts", "SELECT count(*) FROM payment_attempts", """
                    SELECT coalesce(c.id, a.charge_id)
                      FROM (SELECT merchant_id, charge_id
                              FROM payment_attempts
                             WHERE state = 'SUCCEEDED') AS a
                      FULL JOIN (SELECT merchant_id, id
                                   FROM charges
                                  WHERE status = 'SUCCEEDED') AS c
                        ON c.merchant_id = a.merchant_id
                       AND c.id = a.charge_id
                     WHERE c.id IS NULL
                        OR a.charge_id IS NULL
                    """),
            new Check(L6, "captures", "SELECT count(*) FROM charges WHERE status = 'SUCCEEDED'", """
                    SELECT coalesce(c.id, e.source_id)
                      FROM (SELECT merchant_id, id
                              FROM charges
                             WHERE status = 'SUCCEEDED') AS c
                      FULL JOIN (SELECT merchant_id, source_id
                                   FROM journal_entries
                                  WHERE kind = 'CAPTURE') AS e
                        ON e.merchant_id = c.merchant_id
                       AND e.source_id = c.id
                     WHERE c.id IS NULL
                        OR e.source_id IS NULL
                    """),
            new Check(L9, "charges and their captures", "SELECT count(*) FROM charges WHERE status = 'SUCCEEDED'", """
                    SELECT c.id
                      FROM charges AS c
                      JOIN (SELECT e.merchant_id, e.source_id, l.currency, sum(l.debit) AS taken
                              FROM journal_entries AS e
                              JOIN journal_lines AS l
                                ON l.merchant_id = e.merchant_id
                               AND l.entry_id = e.id
                             WHERE e.kind = 'CAPTURE'
                               AND l.account = 'acquirer_receivable'
                             GROUP BY e.merchant_id, e.source_id, l.currency) AS j
                        ON j.merchant_id = c.merchant_id
                       AND j.source_id = c.id
                     WHERE c.status = 'SUCCEEDED'
                       AND (j.taken, j.currency) IS DISTINCT FROM (c.amount, c.currency)
                    """),
            new Check(
                    L9,
                    "charges and their balance transactions",
                    "SELECT count(*) FROM charges WHERE status = 'SUCCEEDED'",
                    """
                    SELECT coalesce(c.id, b.source_id)
                      FROM (SELECT merchant_id, id, intent_id, amount, currency
                              FROM charges
                             WHERE status = 'SUCCEEDED') AS c
                      FULL JOIN (SELECT merchant_id, source_id, intent_id, amount, currency
                                   FROM balance_transactions
                                  WHERE type = 'CHARGE') AS b
                        ON b.merchant_id = c.merchant_id
                       AND b.source_id = c.id
                     WHERE (c.intent_id, c.amount, c.currency) IS DISTINCT FROM (b.intent_id, b.amount, b.currency)
                    """),
            new Check(L9, "refunds and their entries", "SELECT count(*) FROM refunds", """
                    SELECT coalesce(f.id, e.source_id)
                      FROM (SELECT merchant_id, id, amount, currency, kind
                              FROM refunds
                             CROSS JOIN LATERAL (VALUES ('REFUND_RESERVED', true),
                                                        ('REFUND_SETTLED', status = 'SUCCEEDED'),
                                                        ('REFUND_FAILED', status = 'FAILED')) AS k (kind, happened)
                             WHERE happened) AS f
                      FULL JOIN (SELECT e.merchant_id, e.source_id, e.kind, l.currency, sum(l.debit) AS amount
                                   FROM journal_entries AS e
                                   LEFT JOIN journal_lines AS l
                                     ON l.merchant_id = e.merchant_id
                                    AND l.entry_id = e.id
                                  WHERE e.kind IN ('REFUND_RESERVED', 'REFUND_SETTLED', 'REFUND_FAILED')
                                  GROUP BY e.merchant_id, e.source_id, e.kind, l.currency) AS e
                        ON e.merchant_id = f.merchant_id
                       AND e.source_id = f.id
                       AND e.kind = f.kind
                     WHERE (f.amount, f.currency) IS DISTINCT FROM (e.amount, e.currency)
                    """),
            new Check(L9, "refunds and their balance transactions", "SELECT count(*) FROM refunds", """
                    SELECT coalesce(r.id, b.source_id)
                      FROM (SELECT merchant_id, id, intent_id, currency, transaction, signed
                              FROM refunds
                             CROSS JOIN LATERAL (VALUES (balance_transaction_id, -amount),
                                                        (failure_balance_transaction_id, amount)) AS m (transaction, signed)
                             WHERE transaction IS NOT NULL) AS r
                      FULL JOIN (SELECT merchant_id, id, source_id, intent_id, amount, currency
                                   FROM balance_transactions
                                  WHERE type IN ('REFUND', 'REFUND_FAILURE')) AS b
                        ON b.merchant_id = r.merchant_id
                       AND b.id = r.transaction
                     WHERE (r.id, r.intent_id, r.signed, r.currency)
                           IS DISTINCT FROM (b.source_id, b.intent_id, b.amount, b.currency)
                    """),
            new Check(
                    L9,
                    "charges that cannot be kept and their entries",
                    "SELECT count(*) FROM charges WHERE status IN ('REVERSING', 'REVERSED')",
                    """
                    SELECT coalesce(f.id, e.source_id)
                      FROM (SELECT merchant_id, id, coalesce(part_taken, amount) AS amount, currency, kind
                              FROM charges
                             CROSS JOIN LATERAL (VALUES ('STRAY_CAPTURED', status IN ('REVERSING', 'REVERSED')),
                                                        ('STRAY_REVERSED', status = 'REVERSED')) AS k (kind, happened)
                             WHERE happened) AS f
                      FULL JOIN (SELECT e.merchant_id, e.source_id, e.kind, l.currency, sum(l.debit) AS amount
                                   FROM journal_entries AS e
                                   LEFT JOIN journal_lines AS l
                                     ON l.merchant_id = e.merchant_id
                                    AND l.entry_id = e.id
                                  WHERE e.kind IN ('STRAY_CAPTURED', 'STRAY_REVERSED')
                                  GROUP BY e.merchant_id, e.source_id, e.kind, l.currency) AS e
                        ON e.merchant_id = f.merchant_id
                       AND e.source_id = f.id
                       AND e.kind = f.kind
                     WHERE (f.amount, f.currency) IS DISTINCT FROM (e.amount, e.currency)
                    """));

    private PaymentChecks() {}
}
