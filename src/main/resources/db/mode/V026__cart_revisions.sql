-- A payment that turns out to have succeeded after all pays for what its customer agreed to, not for what the session sells
-- by then, even where both cost the same. So each change of what is sold counts, and a charge knows what it was for.
ALTER TABLE checkout_sessions ADD COLUMN cart_revision integer NOT NULL DEFAULT 0;
ALTER TABLE charges ADD COLUMN cart_revision integer NOT NULL DEFAULT 0;
