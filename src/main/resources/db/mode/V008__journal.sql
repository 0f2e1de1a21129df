-- The double-entry journal: each fact about money once, as an entry whose lines take from one account what they give to
-- another. It is only ever added to. What turns out otherwise is a further entry that goes the opposite way.
CREATE TABLE journal_entries (
    merchant_id text        NOT NULL,
    id          text        NOT NULL CHECK (id ~ '^je_(test|live)_[0-9A-Za-z]{24}$'),
    kind        text        NOT NULL CHECK (kind IN ('CAPTURE', 'REFUND_RESERVED', 'REFUND_SETTLED', 'REFUND_FAILED',
                                                     'STRAY_CAPTURED', 'STRAY_REVERSED')),
    source_id   text        NOT NULL CHECK (char_length(source_id) BETWEEN 1 AND 100),
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT one_entry_of_a_fact UNIQUE (merchant_id, kind, source_id)
);

-- What an entry does to one account: a debit or a credit in minor units, never both, never nothing.
CREATE TABLE journal_lines (
    merchant_id text     NOT NULL,
    entry_id    text     NOT NULL,
    number      smallint NOT NULL CHECK (number >= 1),
    account     text     NOT NULL CHECK (account IN ('acquirer_receivable', 'merchant_payable', 'fees',
                                                     'refunds_pending', 'suspense')),
    currency    text     NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    debit       bigint   CHECK (debit > 0),
    credit      bigint   CHECK (credit > 0),
    PRIMARY KEY (merchant_id, entry_id, number),
    FOREIGN KEY (merchant_id, entry_id) REFERENCES journal_entries (merchant_id, id),
    CONSTRAINT debit_or_credit CHECK (num_nonnulls(debit, credit) = 1)
);

-- An entry is written whole, by one statement. Its lines are numbered from 1, so a statement that brings number 1 and
-- no gaps brings all of them: a later one would have to bring another number 1, which the primary key refuses. Hence a
-- look at the new lines alone, once for a statement, decides for good whether their entries balance.
CREATE FUNCTION require_balanced_entries() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    IF EXISTS (SELECT
                 FROM written
                GROUP BY merchant_id, entry_id
               HAVING count(*) < 2 OR min(number) <> 1 OR max(number) <> count(*)) THEN
        RAISE EXCEPTION 'a journal entry has to be written whole, with two lines or more'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT
                 FROM written
                GROUP BY merchant_id, entry_id, currency
               HAVING sum(debit) IS DISTINCT FROM sum(credit)) THEN
        RAISE EXCEPTION 'the debits of a journal entry have to equal its credits'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER entries_balance
    AFTER INSERT ON journal_lines
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION require_balanced_entries();

-- The same statement writes an entry and its lines; triggers come when all of it is done.
CREATE FUNCTION require_lines() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    IF EXISTS (SELECT
                 FROM written AS e
                WHERE NOT EXISTS (SELECT
                                    FROM journal_lines AS l
                                   WHERE l.merchant_id = e.merchant_id
                                     AND l.entry_id = e.id)) THEN
        RAISE EXCEPTION 'a journal entry has to be written together with its lines'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER entries_have_lines
    AFTER INSERT ON journal_entries
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION require_lines();

-- What a merchant sees as balance transactions. Amount and net carry a sign: a refund takes both from the balance.
ALTER TABLE balance_transactions
    DROP CONSTRAINT balance_transactions_type_check,
    ADD CONSTRAINT balance_transactions_type_check CHECK (type IN ('CHARGE', 'REFUND', 'REFUND_FAILURE')),
    ADD CONSTRAINT balance_transactions_sign_check CHECK ((type = 'REFUND') = (amount < 0) AND amount <> 0),
    DROP CONSTRAINT balance_transactions_merchant_id_type_source_id_key,
    ADD CONSTRAINT one_movement_of_a_fact UNIQUE (merchant_id, source_id, type);

CREATE INDEX balance_transactions_of_intent ON balance_transactions (merchant_id, intent_id);
CREATE INDEX balance_transactions_by_age ON balance_transactions (merchant_id, created_at, id);

-- A balance is a sum over one stretch of this index, which holds all that it takes.
CREATE INDEX balance_of_merchant ON balance_transactions (merchant_id, currency, available_on) INCLUDE (net);

-- Payments that were captured before there was a journal. An entry takes the random part of its balance transaction's id.
WITH captures AS (
    SELECT merchant_id, id, 'je_' || substr(id, 5) AS entry_id, source_id, currency, amount, net, fee, created_at
      FROM balance_transactions
     WHERE type = 'CHARGE'
), entries AS (
    INSERT INTO journal_entries (merchant_id, id, kind, source_id, created_at)
    SELECT merchant_id, entry_id, 'CAPTURE', source_id, created_at
      FROM captures
)
INSERT INTO journal_lines (merchant_id, entry_id, number, account, currency, debit, credit)
SELECT c.merchant_id, c.entry_id, row_number() OVER (PARTITION BY c.merchant_id, c.entry_id ORDER BY l.place),
       l.account, c.currency, l.debit, l.credit
  FROM captures AS c
 CROSS JOIN LATERAL (VALUES (1, 'acquirer_receivable', c.amount, NULL),
                            (2, 'merchant_payable', NULL, c.net),
                            (3, 'fees', NULL, c.fee)) AS l (place, account, debit, credit)
 WHERE coalesce(l.debit, l.credit) > 0;

-- Nobody changes or takes away what is written here, whatever rights they have.
CREATE FUNCTION refuse_change() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION '% is only ever added to: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON balance_transactions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- When the clock was moved, in real time: what a move makes due all at once is not late yet.
ALTER TABLE clocks ADD COLUMN moved_at timestamptz NOT NULL DEFAULT clock_timestamp();
