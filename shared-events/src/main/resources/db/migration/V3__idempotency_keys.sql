-- What was done for requests that named a key, so that the same request sent again does nothing more. A step is one command's effect,
-- written in the transaction of its events.
CREATE TABLE idempotency_key (
    id         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    created_at timestamptz NOT NULL DEFAULT now(),
    account_id uuid        NOT NULL,
    operation  text        NOT NULL,
    key        text        NOT NULL,
    digest     text        NOT NULL,
    answer     text,
    UNIQUE (account_id, operation, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

CREATE TABLE idempotency_step (
    key_id       bigint NOT NULL REFERENCES idempotency_key ON DELETE CASCADE,
    step         text   NOT NULL,
    expectations text   NOT NULL,
    PRIMARY KEY (key_id, step)
);

COMMENT ON COLUMN idempotency_key.digest IS 'SHA-256 of what was asked for';
COMMENT ON COLUMN idempotency_key.answer IS 'JSON that the client was answered when all was done';
COMMENT ON COLUMN idempotency_step.expectations IS 'where its events show';
