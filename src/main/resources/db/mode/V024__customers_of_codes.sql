-- A code for one customer is of no use without them. Codes of before may name a customer who never was.
ALTER TABLE promotion_codes
    ADD CONSTRAINT promotion_codes_are_for_customers_that_exist
    FOREIGN KEY (merchant_id, customer_id) REFERENCES customers (merchant_id, id) NOT VALID;

CREATE INDEX promotion_codes_of_customer ON promotion_codes (merchant_id, customer_id) WHERE customer_id IS NOT NULL;
