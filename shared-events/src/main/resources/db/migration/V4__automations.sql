-- How far each automation has come with the events, and which node works on it until when.
CREATE TABLE automation (
    name         text        PRIMARY KEY,
    position     text        NOT NULL,
    owner        text        NOT NULL,
    leased_until timestamptz NOT NULL
);
