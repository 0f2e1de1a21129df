-- Where a merchant receives events. Whether it is enabled and what it wants lies in its subscription. Metadata is text,
-- because it is answered as it was sent, in its order.
CREATE TABLE webhook_endpoints (
    merchant_id text        NOT NULL,
    id          text        NOT NULL CHECK (id ~ '^we_(test|live)_[0-9A-Za-z]{24}$'),
    url         text        NOT NULL CHECK (char_length(url) BETWEEN 1 AND 2048),
    description text        CHECK (char_length(description) BETWEEN 1 AND 500),
    metadata    text        NOT NULL CHECK (char_length(metadata) <= 200000),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id)
);

-- One endpoint per URL, or an event would arrive twice at the same place.
CREATE UNIQUE INDEX webhook_endpoint_urls ON webhook_endpoints (merchant_id, url);

-- What an endpoint's deliveries are signed with, sealed under the master key. The one with the highest number is the
-- current one; one that was replaced still signs until `ends_at`, a business time.
CREATE TABLE webhook_secrets (
    merchant_id text    NOT NULL,
    endpoint_id text    NOT NULL,
    number      integer NOT NULL CHECK (number >= 1),
    sealed      bytea   NOT NULL,
    ends_at     timestamptz,
    PRIMARY KEY (merchant_id, endpoint_id, number),
    FOREIGN KEY (merchant_id, endpoint_id) REFERENCES webhook_endpoints (merchant_id, id) ON DELETE CASCADE
);
