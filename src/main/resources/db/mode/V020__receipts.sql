-- A payment's receipt has an address of its own, which the merchant may pass on: it tells nothing of the session's page, and
-- nobody guesses it. It stands here as it is, since every reading of the charge shows it.
ALTER TABLE charges
    ADD COLUMN receipt_token text CHECK (receipt_token ~ '^(test|live)_[0-9A-Za-z]{32}$');

CREATE UNIQUE INDEX charge_by_receipt_token ON charges (receipt_token) WHERE receipt_token IS NOT NULL;
