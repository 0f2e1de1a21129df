-- How much of the currency of processing a major unit of another currency is. The latest row of a currency holds; where
-- it has no rate, the currency was withdrawn. Rates are the operator's and the same for all merchants. Rows are only ever
-- added, so that each rate that something was sold at can be found again.
CREATE TABLE exchange_rates (
    number   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id       text        NOT NULL UNIQUE CHECK (id ~ '^exr_(test|live)_[0-9A-Za-z]{24}$'),
    currency text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$' AND currency <> 'EGP'),
    rate     numeric     CHECK (rate > 0 AND rate <= 1000000 AND scale(rate) <= 10),
    example  boolean     NOT NULL CHECK (NOT example OR rate IS NOT NULL),
    set_at   timestamptz NOT NULL
);

CREATE INDEX exchange_rates_of_currency ON exchange_rates (currency, number);

CREATE TRIGGER append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON exchange_rates
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
