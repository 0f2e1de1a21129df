-- A session that was declined too often takes no more payments: it has expired, and its page says why.
ALTER TABLE checkout_sessions
    ADD COLUMN exhausted boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT exhausted_has_expired CHECK (NOT exhausted OR status = 'expired');

-- Until when a customer may be with the issuer, by the merchant's clock. Then the issuer is asked for the last time.
ALTER TABLE payment_attempts ADD COLUMN challenged_until timestamptz;

UPDATE payment_attempts SET challenged_until = updated_at + interval '10 minutes' WHERE state = 'CHALLENGED';

CREATE INDEX challenges_to_end ON payment_attempts (challenged_until) WHERE state = 'CHALLENGED';
