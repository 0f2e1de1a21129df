package dev.sarraf.audit;

import static dev.sarraf.audit.Invariant.L11;

import java.util.List;

/// What is set aside for payments that are under way: L11. It is set aside and let go in the transactions that
/// begin and end a charge, so it follows from the charges that are with the bank.
final class HoldingChecks {
    /// Prices of the catalog in sessions that are being charged, and how many of each.
    private static final String HELD = """
            SELECT s.merchant_id, line -> 'price' ->> 'id' AS price_id, sum((line ->> 'quantity')::bigint) AS quantity
              FROM charges AS c
              JOIN checkout_sessions AS s
                ON s.merchant_id = c.merchant_id
               AND s.id = c.session_id
             CROSS JOIN LATERAL json_array_elements(s.cart -> 'lines') AS line
             WHERE c.status = 'PENDING'
               AND line -> 'price' -> 'catalog' ->> 'createdAt' IS NOT NULL
             GROUP BY s.merchant_id, line -> 'price' ->> 'id'
            """;

    static final List<Check> ALL = List.of(
            new Check(L11, "stock", "SELECT count(*) FROM prices", """
                    SELECT p.id
                      FROM prices AS p
                      LEFT JOIN (%s) AS h
                        ON h.merchant_id = p.merchant_id
                       AND h.price_id = p.id
                     WHERE p.reserved <> coalesce(h.quantity, 0)
                        OR p.stock < 0
                    """.formatted(HELD)),
            new Check(L11, "redemptions", "SELECT count(*) FROM discount_redemptions", """
                    SELECT coalesce(r.session_id, c.session_id)
                      FROM (SELECT * FROM discount_redemptions WHERE state = 'RESERVED') AS r
                      FULL JOIN (SELECT c.merchant_id, c.session_id
                                   FROM charges AS c
                                   JOIN checkout_sessions AS s
                                     ON s.merchant_id = c.merchant_id
                                    AND s.id = c.session_id
                                  WHERE c.status = 'PENDING'
                                    AND s.cart -> 'discount' ->> 'coupon' IS NOT NULL) AS c
                        ON c.merchant_id = r.merchant_id
                       AND c.session_id = r.session_id
                     WHERE r.session_id IS NULL
                        OR c.session_id IS NULL
                    """),
            new Check(L11, "coupons", "SELECT count(*) FROM coupons", """
                    SELECT c.id
                      FROM coupons AS c
                     WHERE (c.redeemed, c.reserved)
                           <> (SELECT count(*) FILTER (WHERE r.state = 'REDEEMED'),
                                      count(*) FILTER (WHERE r.state = 'RESERVED')
                                 FROM discount_redemptions AS r
                                WHERE r.merchant_id = c.merchant_id
                                  AND r.coupon_id = c.id)
                    """));

    private HoldingChecks() {}
}
