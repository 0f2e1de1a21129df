-- What happened to a merchant's objects, in the words that receivers read. A row is written by the transaction of the
-- change that it reports, and never changed: every delivery of it, today or in a month, sends the same bytes. The payload
-- is text and not JSON to PostgreSQL, which would reorder its keys.
CREATE TABLE events (
    merchant_id text        NOT NULL,
    id          text        NOT NULL CHECK (id ~ '^evt_(test|live)_[0-9A-Za-z]{24}$'),
    type        text        NOT NULL CHECK (char_length(type) BETWEEN 1 AND 100),
    object_id   text        NOT NULL CHECK (char_length(object_id) BETWEEN 1 AND 100),
    sequence    bigint      NOT NULL CHECK (sequence >= 1),
    created_at  timestamptz NOT NULL,
    payload     text        NOT NULL,
    PRIMARY KEY (merchant_id, id)
);

-- The sequence of an object's events rises without a tie, so that a receiver can tell stale news.
CREATE UNIQUE INDEX events_of_object ON events (merchant_id, object_id, sequence);

-- Who wants which events. Kept apart from what an endpoint is otherwise, so that writing an event needs to know nothing
-- of addresses and secrets. No event types means all of them.
CREATE TABLE event_subscriptions (
    merchant_id text    NOT NULL,
    endpoint_id text    NOT NULL CHECK (endpoint_id ~ '^we_(test|live)_[0-9A-Za-z]{24}$'),
    enabled     boolean NOT NULL,
    event_types text[]  NOT NULL CHECK (cardinality(event_types) <= 100),
    PRIMARY KEY (merchant_id, endpoint_id)
);

-- The queue of events on their way, one row for each endpoint that wanted the event when it happened. `due_at` is the
-- merchant's business time, which the test clock moves; `locked_until` is real time. The fence counts how often the row
-- was taken: who took it can finish it only while nobody else has taken it since. No foreign key leads to the
-- subscription, whose row would otherwise be locked by every payment of the merchant: what waits for an endpoint that
-- is gone is swept up.
CREATE TABLE deliveries (
    merchant_id  text        NOT NULL,
    event_id     text        NOT NULL,
    endpoint_id  text        NOT NULL,
    state        text        NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'DELIVERED', 'FAILED', 'CANCELED')),
    attempts     integer     NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    due_at       timestamptz NOT NULL,
    locked_until timestamptz,
    fence        bigint      NOT NULL DEFAULT 0,
    PRIMARY KEY (merchant_id, event_id, endpoint_id),
    FOREIGN KEY (merchant_id, event_id) REFERENCES events (merchant_id, id),
    CHECK (state = 'PENDING' OR locked_until IS NULL)
) WITH (autovacuum_vacuum_scale_factor = 0.02);

-- The lanes: what waits for one endpoint, in the order in which it falls due.
CREATE INDEX deliveries_waiting ON deliveries (merchant_id, endpoint_id, due_at) WHERE state = 'PENDING';

-- What is being sent right now.
CREATE INDEX deliveries_in_flight ON deliveries (merchant_id, endpoint_id) WHERE locked_until IS NOT NULL;

-- What became of each try, for the merchant to see and for whoever asks why an order was not fulfilled. `started_at` is
-- real time. `failure` is empty for a success; `status` is empty where no answer came. Of the answer only its first
-- 4 KiB are kept.
CREATE TABLE delivery_attempts (
    merchant_id text        NOT NULL,
    event_id    text        NOT NULL,
    endpoint_id text        NOT NULL,
    number      integer     NOT NULL CHECK (number >= 1),
    started_at  timestamptz NOT NULL,
    duration_ms integer     NOT NULL CHECK (duration_ms >= 0),
    status      integer     CHECK (status BETWEEN 100 AND 999),
    failure     text        CHECK (failure IN
                                ('STATUS', 'TIMEOUT', 'DNS', 'UNREACHABLE', 'TLS', 'BROKEN', 'INTERNAL')),
    answer      text        CHECK (char_length(answer) <= 4096),
    PRIMARY KEY (merchant_id, event_id, endpoint_id, number),
    FOREIGN KEY (merchant_id, event_id, endpoint_id) REFERENCES deliveries (merchant_id, event_id, endpoint_id),
    CHECK (failure IS NOT NULL OR status BETWEEN 200 AND 299)
);
