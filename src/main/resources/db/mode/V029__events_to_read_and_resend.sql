-- Merchants read their events, the newest first, all of them or some types.
CREATE INDEX events_by_time ON events (merchant_id, created_at, id);

CREATE INDEX events_of_type ON events (merchant_id, type, created_at, id);

-- What went wrong is looked for among very many that went well.
CREATE INDEX deliveries_failed ON deliveries (merchant_id, endpoint_id, event_id) WHERE state = 'FAILED';

CREATE INDEX deliveries_canceled ON deliveries (merchant_id, event_id) WHERE state = 'CANCELED';

-- Sending an event again begins its schedule anew, while its attempts count on: so many belong to earlier rounds.
ALTER TABLE deliveries
    ADD COLUMN attempts_before integer NOT NULL DEFAULT 0 CHECK (attempts_before BETWEEN 0 AND attempts);
