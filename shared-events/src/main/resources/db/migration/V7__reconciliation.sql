-- How far what the payment provider tells has been compared with what is known. One row.
CREATE TABLE reconciliation (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    -- Everything told before is in the inbox.
    told_until timestamptz NOT NULL,
    -- The stretch that is being listed, and the last event of the page before.
    listing_since timestamptz,
    listing_until timestamptz,
    listed_after text,
    -- Subscriptions are compared in turn, by id.
    compared_after text NOT NULL DEFAULT '',
    finished_at timestamptz,
    owner text,
    leased_until timestamptz NOT NULL DEFAULT '-infinity'
);

-- Whose the subscriptions are. Followed from the events; the membership itself knows the rest.
CREATE TABLE held_subscription (
    subscription_id text PRIMARY KEY,
    account_id uuid NOT NULL,
    -- Will never change again at the provider.
    ended boolean NOT NULL
);

-- Where the provider says something else, both sides.
CREATE TABLE drift (
    subscription_id text PRIMARY KEY,
    account_id uuid NOT NULL,
    ours text NOT NULL,
    theirs text NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL
);
