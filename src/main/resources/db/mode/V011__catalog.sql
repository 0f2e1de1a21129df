-- What a merchant sells. Metadata is text, because it is answered as it was sent, in its order.
CREATE TABLE products (
    merchant_id      text        NOT NULL,
    id               text        NOT NULL CHECK (id ~ '^prod_(test|live)_[0-9A-Za-z]{24}$'),
    name             text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
    description      text        CHECK (char_length(description) BETWEEN 1 AND 500),
    image            text        CHECK (char_length(image) BETWEEN 1 AND 2048),
    unit_label       text        CHECK (char_length(unit_label) BETWEEN 1 AND 50),
    active           boolean     NOT NULL,
    metadata         text        NOT NULL CHECK (char_length(metadata) <= 200000),
    default_price_id text,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id)
);

CREATE INDEX products_by_time ON products (merchant_id, created_at, id);

-- What a product costs. Amounts are minor units. `stock` is what is left, and empty where that is unlimited; `reserved`
-- of it belongs to payments under way, and is counted for unlimited prices too, so that a limit can be set at any time.
-- Once `used`, a price belongs to somebody's session: what it costs stays, and so does the row.
CREATE TABLE prices (
    merchant_id     text        NOT NULL,
    id              text        NOT NULL CHECK (id ~ '^price_(test|live)_[0-9A-Za-z]{24}$'),
    product_id      text        NOT NULL,
    type            text        NOT NULL CHECK (type IN ('ONE_TIME', 'RECURRING', 'CUSTOM')),
    currency        text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    unit_amount     bigint      CHECK (unit_amount BETWEEN 0 AND 2147483647),
    every           text        CHECK (every IN ('DAY', 'WEEK', 'MONTH', 'YEAR', 'CUSTOM')),
    every_count     bigint      CHECK (every_count BETWEEN 1 AND 2147483647),
    custom_minimum  bigint      CHECK (custom_minimum BETWEEN 1 AND 2147483647),
    custom_maximum  bigint      CHECK (custom_maximum BETWEEN 1 AND 2147483647),
    custom_preset   bigint      CHECK (custom_preset BETWEEN 1 AND 2147483647),
    name            text        CHECK (char_length(name) BETWEEN 1 AND 255),
    description     text        CHECK (char_length(description) BETWEEN 1 AND 500),
    stock           bigint      CHECK (stock BETWEEN 0 AND 2147483647),
    reserved        bigint      NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    sold            bigint      NOT NULL DEFAULT 0 CHECK (sold >= 0),
    used            boolean     NOT NULL DEFAULT false,
    start_date      timestamptz,
    expiration_date timestamptz,
    active          boolean     NOT NULL,
    metadata        text        NOT NULL CHECK (char_length(metadata) <= 200000),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id),
    UNIQUE (merchant_id, product_id, id),
    FOREIGN KEY (merchant_id, product_id) REFERENCES products (merchant_id, id),
    CONSTRAINT customers_choose_custom_amounts CHECK ((type = 'CUSTOM') = (unit_amount IS NULL)),
    CONSTRAINT only_custom_amounts_have_bounds CHECK (
        type = 'CUSTOM' OR num_nonnulls(custom_minimum, custom_maximum, custom_preset) = 0),
    CONSTRAINT bounds_are_in_order CHECK (
        custom_minimum <= custom_maximum AND custom_minimum <= custom_preset AND custom_preset <= custom_maximum),
    CONSTRAINT recurring_has_an_interval CHECK (
        (type = 'RECURRING') = (every IS NOT NULL) AND (type = 'RECURRING') = (every_count IS NOT NULL)),
    CONSTRAINT sold_for_a_while CHECK (start_date < expiration_date),
    CONSTRAINT reserved_is_there CHECK (reserved <= stock),
    CONSTRAINT reserved_is_used CHECK (used OR (reserved = 0 AND sold = 0))
);

-- A product's default is one of its own prices.
ALTER TABLE products
    ADD FOREIGN KEY (merchant_id, id, default_price_id) REFERENCES prices (merchant_id, product_id, id);

-- Money that a merchant gives away: a share in basis points (hundredths of a percent), or an amount in minor units.
-- `redeemed` counts orders that were paid with it, `reserved` those whose payment is under way. The products are kept
-- even when one is gone, since a coupon for nothing must never become one for everything.
CREATE TABLE coupons (
    merchant_id              text        NOT NULL,
    id                       text        NOT NULL CHECK (id ~ '^coup_(test|live)_[0-9A-Za-z]{24}$'),
    percent_basis_points     integer     CHECK (percent_basis_points BETWEEN 1 AND 10000),
    max_discount             bigint      CHECK (max_discount BETWEEN 1 AND 999999999999),
    amount_off               bigint      CHECK (amount_off BETWEEN 1 AND 999999999999),
    currency                 text        CHECK (currency ~ '^[A-Z]{3}$'),
    min_value                bigint      CHECK (min_value BETWEEN 1 AND 999999999999),
    duration                 text        NOT NULL CHECK (duration IN ('ONCE', 'REPEATING', 'FOREVER')),
    duration_in_months       integer     CHECK (duration_in_months BETWEEN 1 AND 1200),
    customer_max_redemptions bigint      CHECK (customer_max_redemptions BETWEEN 1 AND 2147483647),
    product_ids              text[]      NOT NULL CHECK (cardinality(product_ids) <= 100),
    name                     text        CHECK (char_length(name) BETWEEN 1 AND 255),
    max_redemptions          bigint      CHECK (max_redemptions BETWEEN 1 AND 2147483647),
    redeem_by                timestamptz,
    active                   boolean     NOT NULL,
    metadata                 text        NOT NULL CHECK (char_length(metadata) <= 200000),
    reserved                 bigint      NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    redeemed                 bigint      NOT NULL DEFAULT 0 CHECK (redeemed >= 0),
    created_at               timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT share_or_amount CHECK ((percent_basis_points IS NULL) <> (amount_off IS NULL)),
    CONSTRAINT only_a_share_is_capped CHECK (percent_basis_points IS NOT NULL OR max_discount IS NULL),
    CONSTRAINT amounts_have_a_currency CHECK (
        num_nonnulls(max_discount, amount_off, min_value) = 0 OR currency IS NOT NULL),
    CONSTRAINT repeating_has_months CHECK ((duration = 'REPEATING') = (duration_in_months IS NOT NULL)),
    CONSTRAINT coupon_within_its_limit CHECK (redeemed + reserved <= max_redemptions)
);

CREATE INDEX coupons_by_time ON coupons (merchant_id, created_at, id);

-- What a customer types to get a coupon, with limits of its own.
CREATE TABLE promotion_codes (
    merchant_id      text        NOT NULL,
    id               text        NOT NULL CHECK (id ~ '^promo_(test|live)_[0-9A-Za-z]{24}$'),
    coupon_id        text        NOT NULL,
    code             text        NOT NULL CHECK (code ~ '^[A-Za-z0-9_-]{3,40}$'),
    customer_id      text        CHECK (char_length(customer_id) BETWEEN 1 AND 60),
    first_time       boolean     NOT NULL,
    minimum_amount   bigint      CHECK (minimum_amount BETWEEN 1 AND 999999999999),
    minimum_currency text        CHECK (minimum_currency ~ '^[A-Z]{3}$'),
    max_redemptions  bigint      CHECK (max_redemptions BETWEEN 1 AND 2147483647),
    expires_at       timestamptz,
    active           boolean     NOT NULL,
    metadata         text        NOT NULL CHECK (char_length(metadata) <= 200000),
    reserved         bigint      NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    redeemed         bigint      NOT NULL DEFAULT 0 CHECK (redeemed >= 0),
    created_at       timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id),
    UNIQUE (merchant_id, coupon_id, id),
    FOREIGN KEY (merchant_id, coupon_id) REFERENCES coupons (merchant_id, id),
    CONSTRAINT minimum_has_a_currency CHECK ((minimum_amount IS NULL) = (minimum_currency IS NULL)),
    CONSTRAINT code_within_its_limit CHECK (redeemed + reserved <= max_redemptions)
);

-- However it is typed.
CREATE UNIQUE INDEX promotion_code_texts ON promotion_codes (merchant_id, lower(code));
CREATE INDEX promotion_codes_by_time ON promotion_codes (merchant_id, created_at, id);

-- Which session holds or has used up which discount, at most one each. `buyer` is a text by which checkout knows a
-- customer again; rows change only under the lock of their coupon, which makes the limits per customer exact.
CREATE TABLE discount_redemptions (
    merchant_id       text        NOT NULL,
    session_id        text        NOT NULL CHECK (char_length(session_id) BETWEEN 1 AND 100),
    coupon_id         text        NOT NULL,
    promotion_code_id text,
    buyer             text        CHECK (char_length(buyer) BETWEEN 1 AND 500),
    state             text        NOT NULL CHECK (state IN ('RESERVED', 'REDEEMED')),
    created_at        timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, session_id),
    FOREIGN KEY (merchant_id, coupon_id) REFERENCES coupons (merchant_id, id),
    FOREIGN KEY (merchant_id, coupon_id, promotion_code_id) REFERENCES promotion_codes (merchant_id, coupon_id, id)
);

CREATE INDEX discount_redemptions_of_buyer ON discount_redemptions (merchant_id, coupon_id, buyer);
