-- Attempts whose 3-D Secure check is under way, the oldest first: those that a crash left there are given up, since nobody
-- else would ever tell the customer's waiting page.
CREATE INDEX attempts_under_check ON payment_attempts (updated_at) WHERE state = 'AUTHENTICATING';
