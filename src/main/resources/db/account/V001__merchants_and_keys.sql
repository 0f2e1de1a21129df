-- Who sells. The same in test and live mode.
CREATE TABLE merchants (
    id             text        PRIMARY KEY CHECK (id ~ '^mer_[0-9A-Za-z]{24}$'),
    name           text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    default_locale text        NOT NULL DEFAULT 'en' CHECK (default_locale IN ('en', 'ar')),
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The keys that merchants' programs identify themselves with. Only a keyed hash of each is kept, and enough of its text
-- to recognise it in a list.
CREATE TABLE api_keys (
    merchant_id text        NOT NULL REFERENCES merchants (id),
    key_hash    bytea       PRIMARY KEY CHECK (octet_length(key_hash) = 32),
    kind        text        NOT NULL CHECK (kind IN ('PUBLISHABLE', 'SECRET')),
    mode        text        NOT NULL CHECK (mode IN ('test', 'live')),
    last4       text        NOT NULL CHECK (char_length(last4) = 4),
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    revoked_at  timestamptz
);

CREATE INDEX api_keys_of_merchant ON api_keys (merchant_id, mode);

-- One row: a hash under the master key of this installation, so that starting with another one is noticed before
-- anything is written with it.
CREATE TABLE master_key_check (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    hash     bytea   NOT NULL CHECK (octet_length(hash) = 32)
);
