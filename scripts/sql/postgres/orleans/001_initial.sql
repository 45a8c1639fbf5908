-- What Orleans' ADO.NET providers keep: who belongs to the cluster, reminders, and the state of the grains of Orleans itself
-- (who subscribed to which stream). The providers know nothing of these tables: they read their statements from the table
-- OrleansQuery, by key; a statement's parameters and result columns are theirs. All of a statement is one command, so that each is
-- all or nothing without a transaction.

-- Optimistic locks take their versions from here, so that none ever comes again, not even for a row that was made anew.
CREATE SEQUENCE orleans_row_versions AS integer CYCLE;

-- Every change of a cluster's members moves its version; who does not know the latest must read again.
CREATE TABLE orleans_clusters (
    cluster_id text PRIMARY KEY,
    version    integer     NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE orleans_members (
    cluster_id    text        NOT NULL REFERENCES orleans_clusters ON DELETE CASCADE,
    address       text        NOT NULL,
    port          integer     NOT NULL,
    generation    integer     NOT NULL, -- tells apart silos that followed each other at one address
    silo_name     text        NOT NULL,
    host_name     text        NOT NULL,
    status        integer     NOT NULL, -- 1 created, 2 joining, 3 active, 4 shutting down, 5 stopping, 6 dead
    proxy_port    integer     NOT NULL, -- where clients connect; 0 where they cannot
    suspect_times text,                 -- who suspects it since when
    start_time    timestamptz NOT NULL,
    alive_at      timestamptz NOT NULL,
    PRIMARY KEY (cluster_id, address, port, generation)
);

CREATE TABLE orleans_reminders (
    service_id    text        NOT NULL,
    grain_id      text        NOT NULL,
    reminder_name text        NOT NULL,
    grain_hash    integer     NOT NULL, -- the place on the ring: 32 bits, read as a signed number
    start_time    timestamptz NOT NULL,
    period_ms     bigint      NOT NULL,
    version       integer     NOT NULL,
    PRIMARY KEY (service_id, grain_id, reminder_name)
);

CREATE INDEX orleans_reminders_on_ring ON orleans_reminders (service_id, grain_hash);

CREATE TABLE orleans_states (
    service_id  text        NOT NULL,
    grain_type  text        NOT NULL,
    id_n0       bigint      NOT NULL, -- a key that is a GUID: its first half
    id_n1       bigint      NOT NULL, -- its second half, or a key that is a number
    id_text     text        NOT NULL, -- a key that is a text, or what extends one that is not; empty for none
    payload     bytea,                -- null where the state was cleared
    version     integer     NOT NULL,
    modified_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (service_id, grain_type, id_n0, id_n1, id_text)
);

CREATE TABLE OrleansQuery (
    QueryKey  varchar(64) PRIMARY KEY,
    QueryText text NOT NULL
);
