-- What a customer owes for one thing, whatever it takes to pay it: one for each session that somebody tried to pay.
CREATE TABLE payment_intents (
    merchant_id      text        NOT NULL,
    id               text        NOT NULL CHECK (id ~ '^pi_(test|live)_[0-9A-Za-z]{24}$'),
    session_id       text        NOT NULL,
    amount           bigint      NOT NULL CHECK (amount BETWEEN 1 AND 999999999999),
    currency         text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    status           text        NOT NULL CHECK (status IN ('REQUIRES_PAYMENT_METHOD', 'PROCESSING', 'SUCCEEDED')),
    client_secret    text        NOT NULL,
    last_error       json,
    latest_charge_id text,
    metadata         text        NOT NULL DEFAULT '{}',
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id)
);

CREATE UNIQUE INDEX one_intent_of_a_session ON payment_intents (merchant_id, session_id);

-- Each press of the pay button, until the bank is asked to charge and after: what 3-D Secure said, and which attempt took
-- the place of which. The card itself is never here, only the bank's name for it.
CREATE TABLE payment_attempts (
    merchant_id       text        NOT NULL,
    charge_id         text        NOT NULL CHECK (charge_id ~ '^ch_(test|live)_[0-9A-Za-z]{24}$'),
    intent_id         text        NOT NULL,
    session_id        text        NOT NULL,
    form_token        text        NOT NULL CHECK (char_length(form_token) BETWEEN 1 AND 64),
    return_token_hash bytea       NOT NULL CHECK (octet_length(return_token_hash) = 32),
    state             text        NOT NULL
        CHECK (state IN ('AUTHENTICATING', 'CHALLENGED', 'CHARGING', 'SUCCEEDED', 'DECLINED', 'REPLACED')),
    amount            bigint      NOT NULL CHECK (amount > 0),
    currency          text        NOT NULL,
    card              json        NOT NULL,
    card_session      text,
    acs_url           text,
    creq              text,
    decline_code      text,
    decline_reason    text,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, charge_id),
    FOREIGN KEY (merchant_id, intent_id) REFERENCES payment_intents (merchant_id, id),
    CHECK ((state = 'CHALLENGED') = (acs_url IS NOT NULL AND creq IS NOT NULL)),
    CHECK ((state = 'DECLINED') = (decline_code IS NOT NULL))
);

-- One display of the form makes one attempt, however often it is sent.
CREATE UNIQUE INDEX one_attempt_of_a_form ON payment_attempts (merchant_id, session_id, form_token);
CREATE UNIQUE INDEX attempt_by_return_token ON payment_attempts (return_token_hash);

-- At most one attempt of a session can still lead to money.
CREATE UNIQUE INDEX one_living_attempt_of_a_session ON payment_attempts (merchant_id, session_id)
    WHERE state IN ('AUTHENTICATING', 'CHALLENGED', 'CHARGING');

-- Each attempt to take money. A row is written down before the bank is asked, with the ids that the bank knows it by, and
-- is PENDING until the bank's word is certain.
CREATE TABLE charges (
    merchant_id                text        NOT NULL,
    id                         text        NOT NULL CHECK (id ~ '^ch_(test|live)_[0-9A-Za-z]{24}$'),
    intent_id                  text        NOT NULL,
    session_id                 text        NOT NULL,
    status                     text        NOT NULL CHECK (status IN ('PENDING', 'SUCCEEDED', 'FAILED')),
    amount                     bigint      NOT NULL CHECK (amount > 0),
    currency                   text        NOT NULL,
    bank_order                 text        NOT NULL CHECK (char_length(bank_order) <= 40),
    bank_transaction           text        NOT NULL CHECK (char_length(bank_transaction) <= 40),
    authentication_transaction text        CHECK (char_length(authentication_transaction) <= 40),
    card_session               text,
    card                       json        NOT NULL,
    three_d_secure             json,
    receipt                    json,
    decline                    json,
    created_at                 timestamptz NOT NULL,
    captured_at                timestamptz,
    sent_at                    timestamptz,
    next_check_at              timestamptz,
    checks                     integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, intent_id) REFERENCES payment_intents (merchant_id, id),
    UNIQUE (merchant_id, bank_order, bank_transaction),
    CHECK ((status = 'PENDING') = (next_check_at IS NOT NULL)),
    CHECK ((status = 'SUCCEEDED') = (captured_at IS NOT NULL)),
    CHECK ((status = 'FAILED') = (decline IS NOT NULL))
);

CREATE INDEX charges_of_intent ON charges (merchant_id, intent_id, created_at);

-- The second wall behind the row locks: one open question and one success for each session.
CREATE UNIQUE INDEX one_pending_charge_of_a_session ON charges (merchant_id, session_id) WHERE status = 'PENDING';
CREATE UNIQUE INDEX one_success_of_a_session ON charges (merchant_id, session_id) WHERE status = 'SUCCEEDED';
CREATE INDEX charges_to_check ON charges (next_check_at) WHERE status = 'PENDING';

-- How a merchant's balance moved, one row for each reason. Amounts are minor units; fee and net follow from the fee plan
-- at the time.
CREATE TABLE balance_transactions (
    merchant_id  text        NOT NULL,
    id           text        NOT NULL CHECK (id ~ '^txn_(test|live)_[0-9A-Za-z]{24}$'),
    type         text        NOT NULL CHECK (type IN ('CHARGE')),
    source_id    text        NOT NULL,
    intent_id    text        NOT NULL,
    amount       bigint      NOT NULL,
    fee          bigint      NOT NULL CHECK (fee >= 0),
    fee_vat      bigint      NOT NULL CHECK (fee_vat >= 0 AND fee_vat <= fee),
    net          bigint      NOT NULL CHECK (net = amount - fee),
    currency     text        NOT NULL,
    created_at   timestamptz NOT NULL,
    available_on timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id),
    UNIQUE (merchant_id, type, source_id)
);
