package dev.sarraf.audit;

import static dev.sarraf.audit.Invariant.L7;

import java.util.List;

/// Events against the changes that they report, and deliveries against those who wanted them: L7.
final class EventChecks {
    static final List<Check> ALL = List.of(
            new Check(L7, "sessions", "SELECT count(*) FROM checkout_sessions WHERE status <> 'open'", """
                    SELECT coalesce(s.id, e.object_id)
                      FROM (SELECT merchant_id, id,
                                   CASE status WHEN 'complete' THEN 'checkout.session.completed'
                                               ELSE 'checkout.session.expired'
                                   END AS type
                              FROM checkout_sessions
                             WHERE status <> 'open') AS s
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
            new Check(L7, "charges", "SELECT count(*) FROM charges WHERE status IN ('SUCCEEDED', 'FAILED')", """
                    SELECT coalesce(c.id, e.object_id)
                      FROM (SELECT merchant_id, id, 'charge.' || lower(status) AS type
                              FROM charges
                             WHERE status IN ('SUCCEEDED', 'FAILED')) AS c
                      FULL JOIN (SELECT merchant_id, object_id, type, count(*) AS number
                                   FROM events
                                  WHERE type IN ('charge.succeeded', 'charge.failed')
                                  GROUP BY merchant_id, object_id, type) AS e
                        ON e.merchant_id = c.merchant_id
                       AND e.object_id = c.id
                       AND e.type = c.type
                     WHERE c.id IS NULL
                        OR e.number IS DISTINCT FROM 1
                    """),
            new Check(L7, "payment intents", "SELECT count(*) FROM payment_intents", """
                    SELECT coalesce(c.intent_id, e.object_id)
                      FROM (SELECT merchant_id, intent_id,
                                   CASE status WHEN 'SUCCEEDED' THEN 'payment_intent.succeeded'
                                               ELSE 'payment_intent.payment_failed'
                                   END AS type,
                                   count(*) AS number
                              FROM charges
                             WHERE status IN ('SUCCEEDED', 'FAILED')
                             GROUP BY merchant_id, intent_id, status) AS c
                      FULL JOIN (SELECT merchant_id, object_id, type, count(*) AS number
                                   FROM events
                                  WHERE type IN ('payment_intent.succeeded', 'payment_intent.payment_failed')
                                  GROUP BY merchant_id, object_id, type) AS e
                        ON e.merchant_id = c.merchant_id
                       AND e.object_id = c.intent_id
                       AND e.type = c.type
                     WHERE c.number IS DISTINCT FROM e.number
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
