-- All that a session sells and costs is one document: lines, discount, fees, exchange rate and the totals that follow from
-- them. The amounts that the bank is asked for stay columns, since queries look at them.
ALTER TABLE checkout_sessions
    ADD COLUMN cart            json,
    ADD COLUMN options         json,
    ADD COLUMN customer_id     text,
    ADD COLUMN payer_id        text,
    ADD COLUMN payment_link_id text;

-- Sessions made before had no discount, no fee on top and no other currency.
UPDATE checkout_sessions AS s
   SET cart = (SELECT json_build_object(
                          'currency', s.currency,
                          'rate', NULL,
                          'lines', coalesce(json_agg(json_build_object(
                                                         'id', line -> 'id',
                                                         'quantity', line -> 'quantity',
                                                         'adjustable', NULL,
                                                         'price', json_build_object(
                                                                      'id', line -> 'price' -> 'id',
                                                                      'currency', line -> 'price' -> 'currency',
                                                                      'unitAmount', line -> 'price' -> 'unitAmount',
                                                                      'custom', NULL,
                                                                      'catalog', NULL,
                                                                      'product', line -> 'price' -> 'product'))
                                                     ORDER BY position) FILTER (WHERE line IS NOT NULL), '[]'),
                          'discount', NULL,
                          'fees', json_build_object(
                                      'config', json_build_object(
                                                    'feesPassThrough', false,
                                                    'vatCollection', false,
                                                    'vatBasisPoints', 0),
                                      'source', 'SYSTEM',
                                      'plan', json_build_object(
                                                  'percentBasisPoints', 275,
                                                  'fixed', json_build_object('minorUnits', 300, 'currency', 'EGP'),
                                                  'vatBasisPoints', 1400)),
                          'totals', json_build_object(
                                        'charged', sum.it,
                                        'shown', sum.it,
                                        'lines', coalesce(json_agg(json_build_object(
                                                                       'charged', part.it,
                                                                       'shown', part.it)
                                                                   ORDER BY position)
                                                              FILTER (WHERE line IS NOT NULL), '[]'),
                                        'feeVat', json_build_object('minorUnits', 0, 'currency', s.currency)))
                 FROM (SELECT json_build_object(
                                  'subtotal', json_build_object('minorUnits', s.amount_subtotal, 'currency', s.currency),
                                  'discount', json_build_object('minorUnits', 0, 'currency', s.currency),
                                  'vat', json_build_object('minorUnits', 0, 'currency', s.currency),
                                  'fee', json_build_object('minorUnits', 0, 'currency', s.currency),
                                  'total', json_build_object('minorUnits', s.amount_total, 'currency', s.currency))
                              ::jsonb) AS sum (it)
                 LEFT JOIN LATERAL json_array_elements(s.line_items) WITH ORDINALITY AS lines (line, position) ON true
                 LEFT JOIN LATERAL (SELECT json_build_object(
                                               'subtotal', json_build_object(
                                                               'minorUnits',
                                                               (line ->> 'quantity')::bigint
                                                                   * (line -> 'price' ->> 'unitAmount')::bigint,
                                                               'currency', s.currency),
                                               'discount', json_build_object(
                                                               'minorUnits', 0, 'currency', s.currency))) AS part (it)
                        ON true
                GROUP BY sum.it),
       options = json_build_object(
                     'collects', json_build_object(
                                     'name', false,
                                     'billingAddress', false,
                                     'shippingAddress', false,
                                     'phone', false),
                     'customFields', '[]'::json,
                     'allowPromotionCodes', false,
                     'customerUpdate', NULL,
                     'feeConfig', NULL,
                     'branding', '{}',
                     'methods', json_build_object('types', '[]'::json, 'configuration', NULL));

ALTER TABLE checkout_sessions
    ALTER COLUMN cart SET NOT NULL,
    ALTER COLUMN options SET NOT NULL,
    DROP COLUMN line_items,
    ADD FOREIGN KEY (merchant_id, customer_id) REFERENCES customers (merchant_id, id),
    ADD FOREIGN KEY (merchant_id, payer_id) REFERENCES customers (merchant_id, id);

-- Deleting a customer looks for their sessions.
CREATE INDEX sessions_of_customer ON checkout_sessions (merchant_id, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX sessions_of_payer ON checkout_sessions (merchant_id, payer_id) WHERE payer_id IS NOT NULL;

-- What a payment is made of, as it was when the customer pressed the button: what stands in answers and decides the fee.
ALTER TABLE payment_intents ADD COLUMN breakdown json, ADD COLUMN customer json;
ALTER TABLE payment_attempts ADD COLUMN breakdown json;
ALTER TABLE charges ADD COLUMN breakdown json;
