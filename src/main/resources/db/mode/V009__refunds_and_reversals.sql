-- What has been given back of a charge, and what is on its way back: reserved before the bank is asked, so that refunds
-- together never exceed what was taken.
ALTER TABLE charges
    ADD COLUMN amount_refunded bigint NOT NULL DEFAULT 0 CHECK (amount_refunded >= 0),
    ADD COLUMN refund_pending  bigint NOT NULL DEFAULT 0 CHECK (refund_pending >= 0),
    ADD COLUMN reversal_step   text   CHECK (reversal_step IN ('VOID', 'REFUND')),
    ADD COLUMN reversal_round  integer NOT NULL DEFAULT 0 CHECK (reversal_round >= 0),
    ADD CONSTRAINT refunds_within_capture CHECK (
        amount_refunded + refund_pending <= CASE status WHEN 'SUCCEEDED' THEN amount ELSE 0 END);

-- A charge that the bank approves after its session could no longer take it is REVERSING until the bank has given the
-- money back, then REVERSED. One that failed for technical reasons is looked at again for a while: the bank may find out
-- that it was done.
ALTER TABLE charges
    DROP CONSTRAINT charges_status_check,
    DROP CONSTRAINT charges_check,
    DROP CONSTRAINT charges_check1,
    DROP CONSTRAINT charges_check2,
    ADD CONSTRAINT status_known CHECK (status IN ('PENDING', 'SUCCEEDED', 'FAILED', 'REVERSING', 'REVERSED')),
    ADD CONSTRAINT open_questions_are_asked CHECK (
        CASE
            WHEN status IN ('PENDING', 'REVERSING') THEN next_check_at IS NOT NULL
            WHEN status IN ('SUCCEEDED', 'REVERSED') THEN next_check_at IS NULL
            ELSE true
        END),
    ADD CONSTRAINT captured_is_dated CHECK (
        (status IN ('SUCCEEDED', 'REVERSING', 'REVERSED')) = (captured_at IS NOT NULL)),
    ADD CONSTRAINT failure_has_reason CHECK (status <> 'FAILED' OR decline IS NOT NULL),
    ADD CONSTRAINT success_has_no_decline CHECK (status NOT IN ('PENDING', 'SUCCEEDED') OR decline IS NULL),
    ADD CONSTRAINT reversal_has_a_step CHECK ((status IN ('REVERSING', 'REVERSED')) = (reversal_step IS NOT NULL));

DROP INDEX charges_to_check;
CREATE INDEX charges_to_check ON charges (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX charges_by_time ON charges (merchant_id, created_at, id);
CREATE INDEX payment_intents_by_time ON payment_intents (merchant_id, created_at, id);

-- Each attempt to give money of a charge back. A row is written down, its amount reserved, before the bank is asked, with
-- the ids that the bank knows it by, and is PENDING until the bank's word is certain.
CREATE TABLE refunds (
    merchant_id                    text        NOT NULL,
    id                             text        NOT NULL CHECK (id ~ '^re_(test|live)_[0-9A-Za-z]{24}$'),
    charge_id                      text        NOT NULL,
    intent_id                      text        NOT NULL,
    status                         text        NOT NULL CHECK (status IN ('PENDING', 'SUCCEEDED', 'FAILED')),
    amount                         bigint      NOT NULL CHECK (amount > 0),
    currency                       text        NOT NULL,
    reason                         text,
    description                    text        CHECK (char_length(description) <= 500),
    instructions_email             text        CHECK (char_length(instructions_email) <= 254),
    metadata                       text        NOT NULL,
    bank_order                     text        NOT NULL CHECK (char_length(bank_order) <= 40),
    bank_transaction               text        NOT NULL CHECK (char_length(bank_transaction) <= 40),
    receipt                        json,
    decline                        json,
    balance_transaction_id         text        NOT NULL,
    failure_balance_transaction_id text,
    created_at                     timestamptz NOT NULL,
    sent_at                        timestamptz,
    next_check_at                  timestamptz,
    checks                         integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, charge_id) REFERENCES charges (merchant_id, id),
    UNIQUE (merchant_id, bank_order, bank_transaction),
    CHECK ((status = 'PENDING') = (next_check_at IS NOT NULL)),
    CHECK ((status = 'FAILED') = (decline IS NOT NULL)),
    CHECK ((status = 'FAILED') = (failure_balance_transaction_id IS NOT NULL))
);

CREATE INDEX refunds_of_charge ON refunds (merchant_id, charge_id, created_at);
CREATE INDEX refunds_of_intent ON refunds (merchant_id, intent_id, created_at);
CREATE INDEX refunds_by_time ON refunds (merchant_id, created_at, id);
CREATE INDEX refunds_to_check ON refunds (next_check_at) WHERE status = 'PENDING';

-- The second wall behind the charge's row lock.
CREATE UNIQUE INDEX one_pending_refund_of_a_charge ON refunds (merchant_id, charge_id) WHERE status = 'PENDING';
