-- Settings of a merchant, the same in test and live mode.
ALTER TABLE merchants
    -- Since when live keys may take payments.
    ADD COLUMN live_activated_at timestamptz,
    ADD COLUMN logo              text CHECK (logo ~ '^https://' AND char_length(logo) <= 2048),
    -- What customers pay on top of the prices, unless a session says otherwise: all three or none.
    ADD COLUMN fees_pass_through boolean,
    ADD COLUMN vat_collection    boolean,
    ADD COLUMN vat_basis_points  integer CHECK (vat_basis_points BETWEEN 0 AND 10000),
    -- A JSON object, as text.
    ADD COLUMN default_branding  text CHECK (char_length(default_branding) <= 4096),
    ADD CHECK (num_nulls(fees_pass_through, vat_collection, vat_basis_points) IN (0, 3));

-- Keys have ids, so that they can be named without being shown, and kinds that may do less than everything.
ALTER TABLE api_keys
    ADD COLUMN id           text,
    ADD COLUMN name         text   CHECK (char_length(name) BETWEEN 1 AND 100),
    ADD COLUMN permissions  text[] NOT NULL DEFAULT '{}',
    -- The end of the time in which a key that was replaced still works. Real time, as all that concerns keys.
    ADD COLUMN expires_at   timestamptz,
    -- Right to the minute.
    ADD COLUMN last_used_at timestamptz,
    DROP CONSTRAINT api_keys_kind_check,
    ADD CONSTRAINT api_keys_kind_check CHECK (kind IN ('PUBLISHABLE', 'SECRET', 'RESTRICTED')),
    ADD CONSTRAINT api_keys_permissions_check CHECK (
        (kind = 'RESTRICTED') = (cardinality(permissions) > 0)
        AND array_to_string(permissions, ' ', '?') ~ '^([A-Z_]+_(READ|WRITE)( |$))*$');

UPDATE api_keys
   SET id = 'key_' || mode || '_' || left(replace(gen_random_uuid()::text, '-', ''), 24);

ALTER TABLE api_keys
    ALTER COLUMN id SET NOT NULL,
    ADD CONSTRAINT api_keys_id_check CHECK (id ~ ('^key_' || mode || '_[0-9A-Za-z]{24}$')),
    ADD CONSTRAINT api_keys_id_key UNIQUE (id);
