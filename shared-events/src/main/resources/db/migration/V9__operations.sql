-- What administrators did to projections, and rebuilds of them: which generation of the data is filled, how far it is, and which node
-- works on it.
CREATE TABLE admin_act (
    id      bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor   uuid        NOT NULL,
    act     text        NOT NULL,
    target  text        NOT NULL,
    reason  text,
    outcome text        NOT NULL CHECK (outcome IN ('begun', 'done', 'refused', 'failed')),
    detail  text
);

COMMENT ON COLUMN admin_act.outcome IS 'begun is written first, so that an act leaves a trace whatever happens to the node';
COMMENT ON COLUMN admin_act.target IS 'name of a projection, id of an account, or of an event';

CREATE TABLE projection_rebuild (
    id                  bigint           PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    projection          text             NOT NULL,
    kind                text             NOT NULL CHECK (kind IN ('rebuild', 'rollback')),
    phase               text             NOT NULL CHECK (phase IN ('filling', 'catching_up', 'comparing', 'holding', 'flipping',
                                                                   'done', 'failed', 'cancelled')),
    paused              boolean          NOT NULL DEFAULT false,
    hold_on_differences boolean          NOT NULL,
    epoch               text,
    processed           bigint           NOT NULL DEFAULT 0,
    total               bigint           NOT NULL DEFAULT 0,
    events_per_second   double precision NOT NULL DEFAULT 0,
    differences         text,
    requested_by        uuid             NOT NULL,
    reason              text             NOT NULL,
    requested_at        timestamptz      NOT NULL DEFAULT clock_timestamp(),
    finished_at         timestamptz,
    problem             text,
    act                 bigint           NOT NULL REFERENCES admin_act,
    owner               text,
    leased_until        timestamptz      NOT NULL DEFAULT '-infinity'
);
CREATE UNIQUE INDEX projection_rebuild_running ON projection_rebuild (projection)
    WHERE phase NOT IN ('done', 'failed', 'cancelled');
CREATE INDEX projection_rebuild_last ON projection_rebuild (projection, id);

COMMENT ON COLUMN projection_rebuild.epoch IS 'history of the data that is filled, as it stands beside the data; absent until it is begun';
COMMENT ON COLUMN projection_rebuild.processed IS 'sequence number of the last event that every segment has applied';
COMMENT ON COLUMN projection_rebuild.differences IS 'JSON {count, examples: [{key, kind, fields}]}: what differed from the live data';
