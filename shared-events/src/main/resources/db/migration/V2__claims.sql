-- What must be unique across streams, claimed in the transaction of the event that needs it.
CREATE TABLE account_email (
    email      text PRIMARY KEY,
    account_id uuid NOT NULL
);
CREATE TABLE admin (
    account_id uuid PRIMARY KEY
);
