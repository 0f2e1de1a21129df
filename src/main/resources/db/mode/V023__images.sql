-- Pictures that merchants show: where each keeps them, and how far the fetching of them has come. They are fetched after
-- whatever names them is committed, so that no host of a picture can hold up a sale. Leases and waits are real time.
CREATE TABLE images (
    merchant_id  text        NOT NULL,
    id           text        NOT NULL CHECK (id ~ '^img_(test|live)_[0-9a-f]{32}$'),
    source       text        NOT NULL CHECK (char_length(source) BETWEEN 1 AND 2048),
    state        text        NOT NULL CHECK (state IN ('WAITING', 'STORED', 'FAILED')),
    tries        smallint    NOT NULL DEFAULT 0 CHECK (tries >= 0),
    due_at       timestamptz NOT NULL,
    locked_until timestamptz,
    fence        bigint      NOT NULL DEFAULT 0,
    trouble      text        CHECK (char_length(trouble) <= 50),
    picture      bytea,
    PRIMARY KEY (merchant_id, id),
    CHECK ((state = 'STORED') = (picture IS NOT NULL)),
    CHECK (state <> 'FAILED' OR trouble IS NOT NULL)
);

-- A browser brings nothing but the image's id.
CREATE UNIQUE INDEX images_by_id ON images (id);
CREATE INDEX images_due ON images (merchant_id, due_at) WHERE state = 'WAITING';
CREATE INDEX images_taken ON images (merchant_id) WHERE locked_until IS NOT NULL;

-- What was fetched, drawn anew and small: once for each merchant, however many addresses show it. None is ever deleted,
-- since sessions and e-mails of years ago may show it.
CREATE TABLE pictures (
    merchant_id text     NOT NULL,
    hash        bytea    NOT NULL CHECK (octet_length(hash) = 32),
    format      text     NOT NULL CHECK (format IN ('PNG', 'JPEG', 'GIF', 'WEBP')),
    width       smallint NOT NULL CHECK (width > 0),
    height      smallint NOT NULL CHECK (height > 0),
    content     bytea    NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 2097152),
    PRIMARY KEY (merchant_id, hash)
);

-- They are compressed already.
ALTER TABLE pictures ALTER COLUMN content SET STORAGE EXTERNAL;

ALTER TABLE images ADD FOREIGN KEY (merchant_id, picture) REFERENCES pictures (merchant_id, hash);

-- What the catalog names already.
INSERT INTO images (merchant_id, id, source, state, due_at)
SELECT DISTINCT p.merchant_id,
       'img_' || split_part(p.id, '_', 2) || '_'
              || left(encode(sha256(convert_to(p.merchant_id || ' ' || p.image, 'UTF8')), 'hex'), 32),
       p.image, 'WAITING', clock_timestamp()
  FROM products AS p
 WHERE p.image IS NOT NULL;
