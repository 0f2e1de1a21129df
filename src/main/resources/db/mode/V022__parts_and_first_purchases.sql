-- What the bank took of a charge where that is less than it was asked for. Nothing is sold in part, so it is given back.
ALTER TABLE charges
    ADD COLUMN part_taken bigint,
    ADD CONSTRAINT only_what_is_given_back_is_a_part CHECK (
        part_taken IS NULL OR (part_taken > 0 AND part_taken < amount AND status IN ('REVERSING', 'REVERSED')));

-- Whether a purchase is a buyer's first is asked across all coupons.
CREATE INDEX discount_redemptions_by_buyer ON discount_redemptions (merchant_id, buyer)
    WHERE promotion_code_id IS NOT NULL;

-- A merchant whose test clock runs ahead has sessions to expire that are not due for anybody else.
CREATE INDEX open_sessions_of_merchant ON checkout_sessions (merchant_id, expires_at) WHERE status = 'open';
