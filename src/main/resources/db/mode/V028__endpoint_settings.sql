-- How events are sent to an endpoint, which its merchant chooses: for how long an event is tried, and whether it carries
-- the headers of Standard Webhooks too.
ALTER TABLE webhook_endpoints
    ADD COLUMN retry_policy     text    NOT NULL DEFAULT 'STANDARD' CHECK (retry_policy IN ('STANDARD', 'EXTENDED')),
    ADD COLUMN standard_headers boolean NOT NULL DEFAULT false;
