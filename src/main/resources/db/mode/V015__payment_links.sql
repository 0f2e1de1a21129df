-- Which ways to pay a merchant offers. One of a merchant's configurations is the default. Methods are texts, since a
-- version may find some that only a later one knows.
CREATE TABLE payment_method_configurations (
    merchant_id text        NOT NULL,
    id          text        NOT NULL CHECK (id ~ '^pmc_(test|live)_[0-9A-Za-z]{24}$'),
    name        text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    is_default  boolean     NOT NULL,
    enabled     text[]      NOT NULL CHECK (cardinality(enabled) BETWEEN 1 AND 50),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id)
);

CREATE UNIQUE INDEX one_default_configuration ON payment_method_configurations (merchant_id) WHERE is_default;
CREATE INDEX payment_method_configurations_by_time ON payment_method_configurations (merchant_id, created_at, id);

-- What a merchant sells by an address that stays the same. The amount is what the lines cost in the currency of their
-- prices, which cannot change as long as a line names them.
CREATE TABLE payment_links (
    merchant_id                     text        NOT NULL,
    id                              text        NOT NULL CHECK (id ~ '^plink_(test|live)_[0-9A-Za-z]{24}$'),
    active                          boolean     NOT NULL,
    submit_type                     text        NOT NULL CHECK (submit_type IN ('PAY', 'SUBSCRIBE', 'BOOK', 'DONATE')),
    currency                        text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    computed_amount                 bigint      NOT NULL CHECK (computed_amount BETWEEN 0 AND 999999999999),
    after_completion_type           text        NOT NULL
                                                CHECK (after_completion_type IN ('redirect', 'hosted_confirmation')),
    redirect_url                    text        CHECK (char_length(redirect_url) <= 2048),
    custom_message                  text        CHECK (char_length(custom_message) <= 500),
    return_url                      text        CHECK (char_length(return_url) <= 2048),
    customer_creation               text        NOT NULL CHECK (customer_creation IN ('ALWAYS', 'IF_REQUIRED')),
    payment_method_configuration_id text,
    options                         json        NOT NULL,
    metadata                        text        NOT NULL CHECK (char_length(metadata) <= 200000),
    expires_at                      timestamptz,
    created_at                      timestamptz NOT NULL,
    updated_at                      timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, payment_method_configuration_id)
        REFERENCES payment_method_configurations (merchant_id, id),
    CHECK ((after_completion_type = 'redirect') = (redirect_url IS NOT NULL))
);

-- A customer's browser brings nothing but the link's id.
CREATE INDEX payment_links_by_id ON payment_links (id);
CREATE INDEX payment_links_by_time ON payment_links (merchant_id, created_at, id);
CREATE INDEX payment_links_of_configuration ON payment_links (merchant_id, payment_method_configuration_id)
    WHERE payment_method_configuration_id IS NOT NULL;

CREATE TABLE payment_link_lines (
    merchant_id      text     NOT NULL,
    payment_link_id  text     NOT NULL,
    position         smallint NOT NULL CHECK (position BETWEEN 0 AND 99),
    id               text     NOT NULL CHECK (id ~ '^li_[0-9A-Za-z]{24}$'),
    price_id         text     NOT NULL,
    quantity         bigint   NOT NULL CHECK (quantity BETWEEN 0 AND 2147483647),
    adjustable       boolean,
    minimum_quantity bigint   CHECK (minimum_quantity BETWEEN 0 AND 2147483647),
    maximum_quantity bigint   CHECK (maximum_quantity BETWEEN 1 AND 2147483647),
    PRIMARY KEY (merchant_id, payment_link_id, position),
    FOREIGN KEY (merchant_id, payment_link_id) REFERENCES payment_links (merchant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (merchant_id, price_id) REFERENCES prices (merchant_id, id),
    CONSTRAINT adjustable_from_a_minimum CHECK ((adjustable IS NULL) = (minimum_quantity IS NULL)),
    CONSTRAINT only_adjustable_has_a_maximum CHECK (adjustable IS NOT NULL OR maximum_quantity IS NULL),
    CONSTRAINT adjustable_in_order CHECK (minimum_quantity <= maximum_quantity)
);

-- Deleting a price looks for links that name it.
CREATE INDEX payment_link_lines_of_price ON payment_link_lines (merchant_id, price_id);

-- `link_display` names the display of a link's page by which a session was opened: pressing its button twice opens one.
ALTER TABLE checkout_sessions
    ADD COLUMN payment_method_configuration_id text,
    ADD COLUMN link_display                    text CHECK (link_display ~ '^[0-9A-Za-z]{32}$'),
    ADD CONSTRAINT a_display_is_of_a_link CHECK (link_display IS NULL OR payment_link_id IS NOT NULL),
    ADD FOREIGN KEY (merchant_id, payment_link_id) REFERENCES payment_links (merchant_id, id);

CREATE UNIQUE INDEX one_session_for_each_display ON checkout_sessions (merchant_id, payment_link_id, link_display)
    WHERE link_display IS NOT NULL;
CREATE INDEX open_sessions_of_configuration ON checkout_sessions (merchant_id, payment_method_configuration_id)
    WHERE payment_method_configuration_id IS NOT NULL AND status = 'open';
