-- Developers' machines that are sent events over a connection that they have opened themselves, so that they need no
-- address. What waits for one lies in `deliveries`, like what waits for an endpoint. The secret is kept so that a listener
-- which comes back signs as before. `seen_at` is real time: who stays away too long is forgotten.
CREATE TABLE listeners (
    merchant_id text        NOT NULL,
    id          text        NOT NULL CHECK (id ~ '^we_test_[0-9A-Za-z]{24}$'),
    name        text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 2048),
    sealed      bytea       NOT NULL,
    seen_at     timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id)
);

-- Who comes back under the same name finds what waited.
CREATE UNIQUE INDEX listener_names ON listeners (merchant_id, name);

-- What a listener is sent, it fetches; nobody else may take it from the queue.
ALTER TABLE event_subscriptions ADD COLUMN fetched boolean NOT NULL DEFAULT false;
