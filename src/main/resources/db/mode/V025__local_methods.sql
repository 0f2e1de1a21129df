-- A customer pays with a card, or with something that a provider of local methods lets them do: pay a voucher, approve a
-- request on the phone, buy in instalments. What the provider has given out for it stands here, so that the customer who
-- comes back finds it.
ALTER TABLE payment_attempts
    ALTER COLUMN card DROP NOT NULL,
    ADD COLUMN local json,
    ADD CONSTRAINT by_card_or_locally CHECK ((card IS NULL) <> (local IS NULL));
ALTER TABLE charges
    ALTER COLUMN card DROP NOT NULL,
    ADD COLUMN local json,
    ADD CONSTRAINT by_card_or_locally CHECK ((card IS NULL) <> (local IS NULL));

-- How the charge was paid, and so how its money goes back.
ALTER TABLE refunds ADD COLUMN method text NOT NULL DEFAULT 'card';

ALTER TABLE payment_intents
    DROP CONSTRAINT payment_intents_status_check,
    ADD CONSTRAINT status_known
        CHECK (status IN ('REQUIRES_PAYMENT_METHOD', 'REQUIRES_ACTION', 'PROCESSING', 'SUCCEEDED'));

ALTER TABLE fee_plans
    DROP CONSTRAINT fee_plans_method_check,
    ADD CONSTRAINT method_known CHECK (method IN ('card', 'fawry', 'vodafone_cash', 'valu'));

-- A session that ended with a voucher is complete before it is paid, and may never be: the order can still be paid by
-- another one.
DROP INDEX one_complete_session_of_an_order;
CREATE UNIQUE INDEX one_paid_session_of_an_order ON checkout_sessions (merchant_id, order_reference)
    WHERE status = 'complete' AND payment_status <> 'unpaid' AND order_reference IS NOT NULL;
