-- Who buys. A registered customer was made by the merchant, or by a session that registers whoever pays. A guest is
-- somebody who paid without that, and is recognised by what they typed when they come again.
--
-- The keys are what people are recognised by: an e-mail in lower case, a phone number in E.164. What was paid is kept as
-- running sums, in minor units of the currency of processing, so that a list needs no other table.
CREATE TABLE customers (
    merchant_id        text        NOT NULL,
    id                 text        NOT NULL CHECK (id ~ '^cus_(test|live)_[0-9A-Za-z]{24}$'),
    type               text        NOT NULL CHECK (type IN ('REGISTERED', 'GUEST')),
    name               text        CHECK (char_length(name) BETWEEN 1 AND 255),
    email              text        CHECK (char_length(email) BETWEEN 1 AND 255),
    email_key          text        CHECK (char_length(email_key) BETWEEN 1 AND 500),
    phone              text        CHECK (char_length(phone) BETWEEN 1 AND 40),
    phone_key          text        CHECK (phone_key ~ '^\+[0-9]{3,20}$'),
    address            text        CHECK (char_length(address) <= 40000),
    shipping           text        CHECK (char_length(shipping) <= 40000),
    metadata           text        NOT NULL CHECK (char_length(metadata) <= 200000),
    payments           integer     NOT NULL DEFAULT 0 CHECK (payments >= 0),
    gross_spend        bigint      NOT NULL DEFAULT 0 CHECK (gross_spend >= 0),
    refunds            integer     NOT NULL DEFAULT 0 CHECK (refunds >= 0),
    refunded           bigint      NOT NULL DEFAULT 0 CHECK (refunded >= 0),
    first_purchase_at  timestamptz,
    last_purchase_at   timestamptz CHECK (last_purchase_at >= first_purchase_at),
    latest_method      text        CHECK (char_length(latest_method) <= 4000),
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CHECK ((email IS NULL) = (email_key IS NULL)),
    CHECK (phone IS NOT NULL OR phone_key IS NULL),
    CONSTRAINT registered_customers_can_be_reached CHECK (type = 'GUEST' OR email IS NOT NULL OR phone IS NOT NULL),
    CHECK ((first_purchase_at IS NULL) = (last_purchase_at IS NULL))
);

CREATE UNIQUE INDEX one_registered_customer_of_an_email ON customers (merchant_id, email_key)
    WHERE type = 'REGISTERED';
CREATE INDEX registered_customers_by_phone ON customers (merchant_id, phone_key) WHERE type = 'REGISTERED';
CREATE INDEX customers_by_age ON customers (merchant_id, created_at, id);

-- The e-mails and phone numbers that a guest was ever known by, the present ones included. Two guests can have come to
-- share one: whoever used it last is taken for it.
CREATE TABLE guest_contacts (
    merchant_id   text        NOT NULL,
    customer_id   text        NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('EMAIL', 'PHONE')),
    key           text        NOT NULL CHECK (char_length(key) BETWEEN 1 AND 500),
    shown         text        NOT NULL CHECK (char_length(shown) BETWEEN 1 AND 255),
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL CHECK (last_seen_at >= first_seen_at),
    PRIMARY KEY (merchant_id, customer_id, kind, key),
    FOREIGN KEY (merchant_id, customer_id) REFERENCES customers (merchant_id, id) ON DELETE CASCADE
);

CREATE INDEX guests_by_contact ON guest_contacts (merchant_id, kind, key);

-- The cards that a customer has paid with: what a receipt may show of them, and a fingerprint to know them by.
CREATE TABLE customer_cards (
    merchant_id     text        NOT NULL,
    customer_id     text        NOT NULL,
    fingerprint     text        NOT NULL CHECK (char_length(fingerprint) BETWEEN 1 AND 100),
    guest           boolean     NOT NULL,
    brand           text        NOT NULL CHECK (char_length(brand) BETWEEN 1 AND 40),
    last4           text        NOT NULL CHECK (last4 ~ '^[0-9]{4}$'),
    first_seen_at   timestamptz NOT NULL,
    last_seen_at    timestamptz NOT NULL CHECK (last_seen_at >= first_seen_at),
    charges         integer     NOT NULL CHECK (charges >= 1),
    PRIMARY KEY (merchant_id, customer_id, fingerprint),
    FOREIGN KEY (merchant_id, customer_id) REFERENCES customers (merchant_id, id) ON DELETE CASCADE
);

CREATE INDEX guests_by_card ON customer_cards (merchant_id, fingerprint) WHERE guest;
