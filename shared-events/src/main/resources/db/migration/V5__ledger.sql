-- The ledger: the streams of memberships, payments, checkouts and codes. Each entry carries a hash over what is stored of it and over
-- the hash of the entry before it in its stream.

-- An entry upon one that has no hash is refused, so that no chain goes on where it was broken.
CREATE DOMAIN ledger_link AS bytea NOT NULL;

-- Nothing here may ever change: what is stored has been hashed this way. Texts and bytes come behind their length, so that no two
-- entries have the same bytes. The first entry of a stream follows upon 32 zero bytes.
CREATE FUNCTION ledger_hash(previous bytea, stream_id text, stream_sequence bigint, event_id uuid, name text, revision smallint,
        occurred_at bigint, subject uuid, payload bytea, metadata bytea) RETURNS bytea LANGUAGE sql STABLE
    RETURN sha256(CAST(previous AS ledger_link)
        || int4send(octet_length(convert_to(stream_id, 'UTF8'))) || convert_to(stream_id, 'UTF8')
        || int8send(stream_sequence) || uuid_send(event_id)
        || int4send(octet_length(convert_to(name, 'UTF8'))) || convert_to(name, 'UTF8')
        || int2send(revision) || int8send(occurred_at) || coalesce('\x01'::bytea || uuid_send(subject), '\x00')
        || int4send(octet_length(payload)) || payload
        || int4send(octet_length(metadata)) || metadata);

ALTER TABLE event ADD COLUMN hash bytea;

DO $$
DECLARE
    entry    event;
    previous bytea;
BEGIN
    FOR entry IN SELECT * FROM event
                  WHERE split_part(stream_id, ':', 1) IN ('membership', 'payment', 'checkout', 'code')
                  ORDER BY stream_id, stream_sequence
    LOOP
        IF entry.stream_sequence = 0 THEN
            previous := decode(repeat('00', 32), 'hex');
        END IF;
        UPDATE event SET hash = ledger_hash(previous, stream_id, stream_sequence, event_id, name, revision, occurred_at, subject,
                payload, metadata)
         WHERE event_id = entry.event_id RETURNING hash INTO previous;
    END LOOP;
END
$$;

-- Refuses an append by a program that knows no hashes and still runs.
ALTER TABLE event ADD CONSTRAINT event_hash
    CHECK ((hash IS NOT NULL) = (split_part(stream_id, ':', 1) IN ('membership', 'payment', 'checkout', 'code')));

CREATE INDEX ledger_position ON event (generation, xid, sequence) WHERE hash IS NOT NULL;
CREATE INDEX ledger_subject ON event (subject, generation, xid, sequence) WHERE hash IS NOT NULL AND subject IS NOT NULL;

-- Rows of the ledger that stand where nobody who verifies goes: none, unless somebody was at the table.
CREATE INDEX ledger_outside ON event (stream_id)
    WHERE split_part(stream_id, ':', 1) IN ('membership', 'payment', 'checkout', 'code') AND (hash IS NULL OR generation < 1);

COMMENT ON COLUMN event.hash IS 'SHA-256 that chains an entry of the ledger to the one before it in its stream; absent elsewhere';

-- What was sealed: all entries behind the last one of the seal before, up to its own last one, in the order of positions.
CREATE TABLE ledger_seal (
    number      bigint PRIMARY KEY,
    sealed_at   bigint NOT NULL,
    entries     int    NOT NULL,
    first_entry text   NOT NULL,
    last_entry  text   NOT NULL,
    previous    bytea  NOT NULL,
    root        bytea  NOT NULL,
    leaves_hash bytea  NOT NULL,
    key         bytea  NOT NULL,
    signature   bytea  NOT NULL,
    leaves      bytea  NOT NULL
);

COMMENT ON COLUMN ledger_seal.number IS 'from 1, without gaps';
COMMENT ON COLUMN ledger_seal.sealed_at IS 'milliseconds since 1970-01-01T00:00:00Z';
COMMENT ON COLUMN ledger_seal.previous IS 'hash of the seal before; 32 zero bytes in the first';
COMMENT ON COLUMN ledger_seal.root IS 'root of the Merkle tree over generation, xid, sequence and hash of the entries';
COMMENT ON COLUMN ledger_seal.leaves IS 'which entries these are, so that one that is missing can be named';
COMMENT ON COLUMN ledger_seal.key IS 'SHA-256 of the public key that proves the signature';
