-- What a merchant asks a customer to pay. A session is written in one statement, so its lines and their inline prices
-- stand in its own row.
CREATE TABLE checkout_sessions (
    merchant_id           text        NOT NULL,
    id                    text        NOT NULL CHECK (id ~ '^cs_(test|live)_[0-9A-Za-z]{32}$'),
    status                text        NOT NULL CHECK (status IN ('open', 'complete', 'expired')),
    payment_status        text        NOT NULL CHECK (payment_status IN ('unpaid', 'paid', 'no_payment_required')),
    submit_type           text        NOT NULL,
    customer_creation     text        NOT NULL,
    currency              text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount_subtotal       bigint      NOT NULL CHECK (amount_subtotal BETWEEN 0 AND 999999999999),
    amount_total          bigint      NOT NULL CHECK (amount_total BETWEEN 0 AND 999999999999),
    line_items            json        NOT NULL,
    after_completion_type text        NOT NULL CHECK (after_completion_type IN ('redirect', 'hosted_confirmation')),
    redirect_url          text        CHECK (char_length(redirect_url) <= 2048),
    custom_message        text        CHECK (char_length(custom_message) <= 500),
    return_url            text        CHECK (char_length(return_url) <= 2048),
    cancel_url            text        CHECK (char_length(cancel_url) <= 2048),
    locale                text        CHECK (locale IN ('en', 'ar')),
    customer_details      json,
    metadata              text        NOT NULL,
    client_secret         text        NOT NULL,
    intent_id             text,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL,
    expires_at            timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CHECK ((after_completion_type = 'redirect') = (redirect_url IS NOT NULL)),
    CHECK (payment_status = 'unpaid' OR status = 'complete')
);

-- A customer's browser brings nothing but the session's id.
CREATE INDEX checkout_sessions_by_id ON checkout_sessions (id);
CREATE INDEX checkout_sessions_to_expire ON checkout_sessions (expires_at) WHERE status = 'open';
