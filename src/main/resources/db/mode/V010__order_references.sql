-- The merchant's own name for what is bought. One order has one open session at a time: a later one supersedes it.
ALTER TABLE checkout_sessions
    ADD COLUMN order_reference text CHECK (char_length(order_reference) BETWEEN 1 AND 255),
    ADD COLUMN superseded_by   text CHECK (superseded_by IS NULL OR status = 'expired');

-- The second wall behind the order's lock.
CREATE UNIQUE INDEX one_open_session_of_an_order ON checkout_sessions (merchant_id, order_reference)
    WHERE status = 'open' AND order_reference IS NOT NULL;
CREATE UNIQUE INDEX one_complete_session_of_an_order ON checkout_sessions (merchant_id, order_reference)
    WHERE status = 'complete' AND order_reference IS NOT NULL;
