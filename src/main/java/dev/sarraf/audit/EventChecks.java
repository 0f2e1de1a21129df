package dev.sarraf.audit;

import static dev.sarraf.audit.Invariant.L7;

import java.util.List;

/// Events against the changes that they report, and deliveries against those who wanted them: L7.
final class EventChecks {
    static final List<Check> ALL = List.of(
            // A session that another one superseded ends without a word: shops cancel orders on it.
            new Check(L7, "sessions", "SELECT count(*) FROM checkout_sessions WHERE status <> 'open'", """
                    SELECT coalesce(s.id, e.object_id)
                      FROM (SELECT merchant_id, id,
                                   CASE status WHEN 'complete' THEN 'checkout.session.completed'
                                               ELSE 'checkout.session.expired'
                                   END AS type
                              FROM checkout_sessions
                             WHERE status <> 'open'
                               AND superseded_by IS NULL) AS s
                      FULL JOIN (SELECT merchant_id, object_id, type, count(*) AS number
                                   FROM events
                                  WHERE type IN ('checkout.session.completed', 'checkout.session.expired')
                                  GROUP BY merchant_id, object_id, type) AS e
                        ON e.merchant_id = s.merchant_id
                       AND e.object_id = s.id
                       AND e.type = s.type
                     WHERE s.id IS NULL
                        OR e.number IS DISTINCT FROM 1
                    """),
            // A session that ended with a voucher tells once that it was paid. That it was not may be left unsaid,
            // where
            // its order goes on.
            new Check(L7, "promises to pay", "SELECT count(*) FROM charges WHERE local #>> '{method}' = 'FAWRY'", """
                    SELECT coalesce(s.id, e.object_id)
                      FROM (SELECT s.merchant_id, s.id
                              FROM checkout_sessions AS s
                             WHERE s.payment_status = 'paid'
                               AND EXISTS (SELECT
                                             FROM charges AS c
                                            WHERE c.merchant_id = s.merchant_id
                                              AND c.session_id = s.id
                                              AND c.local #>> '{method}' = 'FAWRY'
                                              AND c.local #>> '{slip,reference}' IS NOT NULL)) AS s
                      FULL JOIN (SELECT merchant_id, object_id, count(*) AS number
                                   FROM events
                                  WHERE type = 'checkout.session.async_payment_succeeded'
                                  GROUP BY merchant_id, object_id) AS e
                        ON e.merchant_id = s.merchant_id
                       AND e.object_id = s.id
                     WHERE s.id IS NULL
                        OR e.number IS DISTINCT FROM 1
                    """),
            // A charge that failed may turn out to have been done: then it has both events, each once.
            new Check(L7, "charges", "SELECT count(*) FROM charges WHERE status <> 'PENDING'", """
                    SELECT coalesce(c.id, e.object_id)
                      FROM charges AS c
                      FULL JOIN (SELECT merchant_id, object_id,
                                        count(*) FILTER (WHERE type = 'charge.succeeded') AS succeeded,
                                        count(*) FILTER (WHERE type = 'charge.failed') AS failed,
                                        count(*) FILTER (WHERE type = 'order.duplicate_charge_reversed') AS reversed
                                   FROM events
                                  WHERE type IN ('charge.succeeded', 'charge.failed', 'order.duplicate_charge_reversed')
                                  GROUP BY merchant_id, object_id) AS e
                        ON e.merchant_id = c.merchant_id
                       AND e.object_id = c.id
                     WHERE c.id IS NULL
                        OR NOT coalesce(
                               CASE c.status
                                   WHEN 'PENDING' THEN e.object_id IS NULL
                                   WHEN 'SUCCEEDED' THEN e.succeeded = 1 AND e.failed <= 1 AND e.reversed = 0
                                   WHEN 'REVERSED' THEN e.succeeded = 0 AND e.failed = 1 AND e.reversed <= 1
                                   ELSE e.succeeded = 0 AND e.failed = 1 AND e.reversed = 0
                               END, false)
                    """),
            // Each event of a charge that succeeded or failed comes with one of its intent.
            new Check(L7, "payment intents", "SELECT count(*) FROM payment_intents", """
                    SELECT coalesce(c.intent_id, e.object_id)
                      FROM (SELECT c.merchant_id, c.intent_id,
                                   count(*) FILTER (WHERE e.type = 'charge.succeeded') AS succeeded,
                                   count(*) FILTER (WHERE e.type = 'charge.failed') AS failed
                              FROM charges AS c
                              JOIN events AS e
                                ON e.merchant_id = c.merchant_id
                               AND e.object_id = c.id
                               AND e.type IN ('charge.succeeded', 'charge.failed')
                             GROUP BY c.merchant_id, c.intent_id) AS c
                      FULL JOIN (SELECT merchant_id, object_id,
                                        count(*) FILTER (WHERE type = 'payment_intent.succeeded') AS succeeded,
                                        count(*) FILTER (WHERE type = 'payment_intent.payment_failed') AS failed
                                   FROM events
                                  WHERE type IN ('payment_intent.succeeded', 'payment_intent.payment_failed')
                                  GROUP BY merchant_id, object_id) AS e
                        ON e.merchant_id = c.merchant_id
                       AND e.object_id = c.intent_id
                     WHERE (c.succeeded, c.failed) IS DISTINCT FROM (e.succeeded, e.failed)
                    """),
            new Check(L7, "refunds", "SELECT count(*) FROM refunds", """
                    SELECT coalesce(r.id, e.object_id)
                      FROM refunds AS r
                      FULL JOIN (SELECT merchant_id, object_id,
                                        count(*) FILTER (WHERE type = 'refund.created') AS created,
                                        count(*) FILTER (WHERE type = 'refund.failed') AS failed
                                   FROM events
                                  WHERE type IN ('refund.created', 'refund.failed')
                                  GROUP BY merchant_id, object_id) AS e
                        ON e.merchant_id = r.merchant_id
                       AND e.object_id = r.id
                     WHERE (e.created, e.failed)
                           IS DISTINCT FROM (1::bigint, CASE WHEN r.status = 'FAILED' THEN 1 ELSE 0 END::bigint)
                    """),
            new Check(
                    L7,
                    "refunded charges",
                    "SELECT count(*) FROM (SELECT DISTINCT merchant_id, charge_id FROM refunds) AS c",
                    """
                    SELECT coalesce(r.charge_id, e.object_id)
                      FROM (SELECT merchant_id, charge_id, count(*) AS number
                              FROM refunds
                             WHERE status = 'SUCCEEDED'
                             GROUP BY merchant_id, charge_id) AS r
                      FULL JOIN (SELECT merchant_id, object_id, count(*) AS number
                                   FROM events
                                  WHERE type = 'charge.refunded'
                                  GROUP BY merchant_id, object_id) AS e
                        ON e.merchant_id = r.merchant_id
                       AND e.object_id = r.charge_id
                     WHERE r.number IS DISTINCT FROM e.number
                    """),
            // Which endpoints wanted an event when it happened can be told for those that have not changed since. The
            // minute keeps out one that was being set up while the event was written.
            new Check(L7, "deliveries", "SELECT count(*) FROM deliveries", """
                    SELECT e.id || ' ' || w.id
                      FROM webhook_endpoints AS w
                      JOIN event_subscriptions AS s
                        ON s.merchant_id = w.merchant_id
                       AND s.endpoint_id = w.id
                       AND s.enabled
                      JOIN events AS e
                        ON e.merchant_id = w.merchant_id
                       AND e.created_at > w.updated_at + interval '1 minute'
                      LEFT JOIN deliveries AS d
                        ON d.merchant_id = e.merchant_id
                       AND d.event_id = e.id
                       AND d.endpoint_id = w.id
                     WHERE d.event_id IS NULL
                       AND (s.event_types = '{}'
                            OR EXISTS (SELECT
                                         FROM unnest(s.event_types) AS wanted
                                        WHERE wanted IN ('*', e.type)
                                           OR (right(wanted, 2) = '.*' AND starts_with(e.type, left(wanted, -1)))))
                    """));

    private EventChecks() {}
}
