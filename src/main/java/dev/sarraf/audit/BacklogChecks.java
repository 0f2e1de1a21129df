package dev.sarraf.audit;

import static dev.sarraf.audit.Invariant.L10;

import java.util.List;

/// What should have been taken up by now: L10. The bound is ten minutes, many times what each of these takes
/// while a server runs. Business dates can also be overdue because somebody moved a test clock, so that counts
/// from then.
final class BacklogChecks {
    static final List<Check> ALL = List.of(
            new Check(
                    L10,
                    "charges to ask the bank about",
                    "SELECT count(*) FROM charges WHERE next_check_at IS NOT NULL",
                    """
                    SELECT id
                      FROM charges
                     WHERE next_check_at < clock_timestamp() - interval '10 minutes'
                        OR (next_check_at IS NULL AND status IN ('PENDING', 'REVERSING'))
                    """),
            new Check(
                    L10, "refunds to ask the bank about", "SELECT count(*) FROM refunds WHERE status = 'PENDING'", """
                    SELECT id
                      FROM refunds
                     WHERE status = 'PENDING'
                       AND (next_check_at IS NULL OR next_check_at < clock_timestamp() - interval '10 minutes')
                    """),
            // An attempt may take three times the bank's time limit, which is a setting: an hour is beyond any.
            new Check(
                    L10,
                    "attempts under way",
                    "SELECT count(*) FROM payment_attempts WHERE state IN ('AUTHENTICATING', 'CHARGING')",
                    """
                    SELECT charge_id
                      FROM payment_attempts AS a
                     WHERE (state = 'AUTHENTICATING' AND updated_at < clock_timestamp() - interval '1 hour')
                        OR (state = 'CHARGING' AND NOT EXISTS (SELECT
                                                                 FROM charges AS c
                                                                WHERE c.merchant_id = a.merchant_id
                                                                  AND c.id = a.charge_id
                                                                  AND c.status = 'PENDING'))
                    """),
            new Check(L10, "open sessions", "SELECT count(*) FROM checkout_sessions WHERE status = 'open'", """
                    SELECT s.id
                      FROM checkout_sessions AS s
                      LEFT JOIN clocks AS c
                        ON c.merchant_id = s.merchant_id
                     WHERE s.status = 'open'
                       AND s.expires_at + interval '10 minutes'
                           < clock_timestamp() + coalesce(c.ahead, interval '0')
                       AND coalesce(c.moved_at < clock_timestamp() - interval '10 minutes', true)
                       AND NOT EXISTS (SELECT
                                         FROM payment_attempts AS a
                                        WHERE a.merchant_id = s.merchant_id
                                          AND a.session_id = s.id
                                          AND a.state = 'CHARGING')
                    """),
            new Check(
                    L10,
                    "deliveries being sent",
                    "SELECT count(*) FROM deliveries WHERE locked_until IS NOT NULL",
                    """
                    SELECT d.event_id || ' ' || d.endpoint_id
                      FROM deliveries AS d
                      JOIN event_subscriptions AS s
                        ON s.merchant_id = d.merchant_id
                       AND s.endpoint_id = d.endpoint_id
                       AND s.enabled
                     WHERE d.locked_until < clock_timestamp() - interval '10 minutes'
                    """));

    private BacklogChecks() {}
}
