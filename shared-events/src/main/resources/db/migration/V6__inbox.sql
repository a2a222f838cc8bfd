-- What the payment provider told, once each, and what became of it. Kept before anything of it is applied.
CREATE TABLE inbox_message (
    id           bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    event_id     text        NOT NULL UNIQUE,
    type         text        NOT NULL,
    object_id    text        NOT NULL,
    work_key     text        NOT NULL,
    created_at   timestamptz NOT NULL,
    received_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    source       text        NOT NULL,
    payload      bytea       NOT NULL,
    state        text        NOT NULL CHECK (state IN ('waiting', 'applied', 'ignored', 'unmatched')),
    reason       text,
    asked        integer     NOT NULL DEFAULT 1,
    attempts     integer     NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    owner        text,
    leased_until timestamptz,
    settled_at   timestamptz
);
CREATE INDEX inbox_message_due ON inbox_message (due_at, id) WHERE state = 'waiting';
CREATE UNIQUE INDEX inbox_message_worked ON inbox_message (work_key) WHERE owner IS NOT NULL;
CREATE INDEX inbox_message_settled ON inbox_message (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX inbox_message_unmatched ON inbox_message (id) WHERE state = 'unmatched';

COMMENT ON COLUMN inbox_message.object_id IS 'what is asked of the provider; empty if the type is not known';
COMMENT ON COLUMN inbox_message.work_key IS 'what no two messages of are worked on at once';
COMMENT ON COLUMN inbox_message.asked IS 'how often it was wanted to be applied; one that is wanted while it is worked on is applied again';
COMMENT ON COLUMN inbox_message.reason IS 'code of why it was ignored, matches nobody, or could not be applied yet';

-- Who pays is found by account, too.
CREATE INDEX account_email_account ON account_email (account_id);
