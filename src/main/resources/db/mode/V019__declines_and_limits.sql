-- A session that was declined too often takes no more payments: it has expired, and its page says why.
ALTER TABLE checkout_sessions
    ADD COLUMN exhausted boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT exhausted_has_expired CHECK (NOT exhausted OR status = 'expired');

-- Until when a customer may be with the issuer, by the merchant's clock. Then the issuer is asked for the last time.
ALTER TABLE payment_attempts ADD COLUMN challenged_until timestamptz;

UPDATE payment_attempts SET challenged_until = updated_at + interval '10 minutes' WHERE state = 'CHALLENGED';

CREATE INDEX challenges_to_end ON payment_attempts (challenged_until) WHERE state = 'CHALLENGED';

-- Whoever tries out stolen cards comes again with other cards, other sessions, or both. An attempt is known by the address
-- that it came from, as a keyed hash, and by its card; counting them needs no table of its own, and is the same for every
-- process.
ALTER TABLE payment_attempts ADD COLUMN address_key text CHECK (address_key ~ '^[0-9a-f]{24}$');

CREATE INDEX attempts_by_address ON payment_attempts (address_key, created_at) WHERE address_key IS NOT NULL;
CREATE INDEX attempts_by_card ON payment_attempts (merchant_id, (card ->> 'fingerprint'), created_at);
CREATE INDEX attempts_by_age ON payment_attempts (created_at);

-- Promotion codes that were typed and do not exist, so that nobody finds one by trying.
CREATE TABLE code_guesses (
    merchant_id text        NOT NULL,
    session_id  text        NOT NULL,
    address_key text        CHECK (address_key ~ '^[0-9a-f]{24}$'),
    created_at  timestamptz NOT NULL
);

CREATE INDEX code_guesses_of_session ON code_guesses (merchant_id, session_id, created_at);
CREATE INDEX code_guesses_by_address ON code_guesses (address_key, created_at) WHERE address_key IS NOT NULL;
CREATE INDEX code_guesses_by_age ON code_guesses (created_at);
