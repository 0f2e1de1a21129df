-- Of an endpoint's secrets one is current, and at most one that was replaced still signs: a header with more signatures
-- would be of no use to any receiver, and a secret that leaked would outlive its replacement.
CREATE UNIQUE INDEX webhook_secret_current ON webhook_secrets (merchant_id, endpoint_id) WHERE ends_at IS NULL;

CREATE UNIQUE INDEX webhook_secret_replaced ON webhook_secrets (merchant_id, endpoint_id) WHERE ends_at IS NOT NULL;
