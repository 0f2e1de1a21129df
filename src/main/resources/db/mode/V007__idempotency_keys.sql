-- What merchants named by an Idempotency-Key: which request it was, and its answer once there is one. The answer is sealed
-- under the master key, since it can hold a secret that is shown once.
--
-- A call that leaves the process is written down as running, with the object that it is about, and answered later. Until
-- `attended_until` (real time) whoever began it, or took it over, is believed to be at work on it; each of them has a
-- number of its own.
CREATE TABLE idempotency_keys (
    merchant_id    text        NOT NULL,
    key            text        NOT NULL CHECK (octet_length(key) BETWEEN 1 AND 255),
    fingerprint    bytea       NOT NULL CHECK (octet_length(fingerprint) = 32),
    object_id      text        CHECK (char_length(object_id) BETWEEN 1 AND 100),
    attended_until timestamptz,
    attendance     integer     CHECK (attendance >= 1),
    status         integer     CHECK (status BETWEEN 200 AND 499),
    content_type   text,
    answer         bytea,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, key),
    CHECK ((answer IS NULL) = (status IS NULL)),
    CHECK ((object_id IS NULL) = (attended_until IS NULL) AND (object_id IS NULL) = (attendance IS NULL)),
    CHECK (answer IS NOT NULL OR object_id IS NOT NULL)
);

-- The oldest of all merchants are purged.
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
