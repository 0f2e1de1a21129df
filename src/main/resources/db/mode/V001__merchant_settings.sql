-- What a mode needs of a merchant within its own transactions. Nothing here joins the account schema: a mode may live on
-- another server.

-- The test clock: how far a merchant's business dates run ahead of real time. Empty in live mode.
CREATE TABLE clocks (
    merchant_id text     PRIMARY KEY,
    ahead       interval NOT NULL CHECK (ahead >= interval '0')
);

-- The time that business dates are judged by (expiry, retries falling due, overlaps). Leases, signatures and whatever
-- guards the program itself use real time instead. Reads the clock at each call, unlike now(), which stands still within
-- a transaction: what is decided under a lock is decided by the time at which the lock was got.
CREATE FUNCTION business_now(merchant text) RETURNS timestamptz
    LANGUAGE sql VOLATILE
RETURN clock_timestamp()
     + coalesce((SELECT c.ahead FROM clocks AS c WHERE c.merchant_id = merchant), interval '0');

-- What a merchant is at its bank. The password is sealed under the master key.
CREATE TABLE processor_accounts (
    merchant_id     text  NOT NULL,
    processor       text  NOT NULL CHECK (processor IN ('mpgs')),
    account         text  NOT NULL CHECK (account ~ '^[0-9A-Za-z_-]{1,40}$'),
    sealed_password bytea NOT NULL,
    PRIMARY KEY (merchant_id, processor)
);

-- What a merchant pays us for each payment, by method. Basis points are hundredths of a percent; amounts are minor units
-- of the currency of processing.
CREATE TABLE fee_plans (
    merchant_id          text    NOT NULL,
    method               text    NOT NULL CHECK (method IN ('card')),
    percent_basis_points integer NOT NULL CHECK (percent_basis_points BETWEEN 0 AND 10000),
    fixed_minor          bigint  NOT NULL CHECK (fixed_minor BETWEEN 0 AND 999999999999),
    vat_basis_points     integer NOT NULL CHECK (vat_basis_points BETWEEN 0 AND 10000),
    PRIMARY KEY (merchant_id, method)
);
