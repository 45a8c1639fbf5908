-- The store of the cluster edition, in a namespace of its own, so that it stands apart from the one-machine store. Any number of
-- processes write at once. Moments are timestamptz with the sender's offset from UTC in minutes beside them; money is in
-- ten-thousandths (_e4); enumerations are their numbers in the code, which the table codes spells out. The views of
-- 002_views.sql are for people.
--
-- Steps of this schema are applied while silos run, so each only adds: what an older program reads and writes stays.

DO $$
BEGIN
    -- Where the namespace was made beforehand, no right to make one is needed.
    IF to_regnamespace('cluster') IS NULL THEN
        CREATE SCHEMA cluster;
    END IF;
END
$$;

CREATE TABLE cluster.codes (
    kind text     NOT NULL,
    code smallint NOT NULL,
    name text     NOT NULL,
    PRIMARY KEY (kind, code)
);

INSERT INTO cluster.codes (kind, code, name)
SELECT kind, position - 1, name
FROM (VALUES
    ('direction', ARRAY['credit', 'debit']),
    ('category', ARRAY['salary', 'pension', 'benefit', 'rent', 'mortgage', 'loan_payment', 'card_payment', 'utility', 'insurance', 'groceries', 'dining',
        'shopping', 'travel', 'health', 'subscription', 'gambling', 'payday_loan', 'cash', 'savings', 'transfer', 'fee', 'penalty', 'other']),
    ('channel', ARRAY['card', 'cash', 'transfer', 'direct_debit', 'online', 'other']),
    ('transaction_status', ARRAY['completed', 'failed', 'returned', 'declined']),
    ('risk_level', ARRAY['LOW', 'MEDIUM', 'HIGH', 'CRITICAL']),
    ('maturity', ARRAY['learning', 'established']),
    ('intervention_kind', ARRAY['urgent_outreach', 'proactive_support', 'gentle_reminder']),
    ('contact_channel', ARRAY['phone', 'sms', 'email']),
    ('driver', ARRAY['income_late', 'income_drop', 'low_balance', 'overspending', 'payments_slipping', 'cash_strain', 'many_debts', 'gambling',
        'unusual_activity', 'payments_failed']),
    ('intervention_status', ARRAY['proposed', 'lapsed'])
) AS lists (kind, names), unnest(names) WITH ORDINALITY AS each (name, position);

-- A customer as lists and totals show it. Every commit changes one row, by its version; so no column that changes is in an
-- index, and the change stays on its page (HOT). Whoever looks for those who are due reads a shard: the rows are short.
CREATE TABLE cluster.customers (
    customer_id               text COLLATE "C" PRIMARY KEY,
    customer_no               integer          NOT NULL GENERATED ALWAYS AS IDENTITY UNIQUE,
    version                   bigint           NOT NULL, -- commits so far
    transaction_count         bigint           NOT NULL, -- also the position of the last transaction
    score_count               bigint           NOT NULL, -- also the position of the last score point
    quiet_until_ms            bigint           NOT NULL, -- Unix milliseconds before which the passing of time changes nothing
    probability               double precision NOT NULL,
    latest_event_at           timestamptz,
    latest_utc_offset_minutes smallint,
    shard                     smallint         NOT NULL, -- 0 to 255, by a hash of the id
    risk_level                smallint         NOT NULL,
    maturity                  smallint         NOT NULL
) WITH (fillfactor = 50);
-- Not UNIQUE: ON CONFLICT (customer_id) waits only where that key collides, and two first commits of a customer would fail here.
CREATE INDEX customers_by_shard ON cluster.customers (shard, customer_id);

-- The whole state of a customer: two to three kilobytes that do not compress, rewritten with every transaction, in the row itself.
-- Two to a page, with room for a third: a new one finds room on the page of the old one.
CREATE TABLE cluster.states (
    customer_no integer PRIMARY KEY,
    state       bytea   NOT NULL
) WITH (toast_tuple_target = 8160, fillfactor = 65);
ALTER TABLE cluster.states ALTER COLUMN state SET STORAGE EXTERNAL;

CREATE TABLE cluster.profiles (
    customer_no integer PRIMARY KEY,
    profile     json    NOT NULL
);

-- Accepted transactions, append only. A customer's positions are 1, 2, 3 ... in the order in which they were applied. That a
-- transaction is here once follows from the version: the state that remembers its id changes in the same commit.
CREATE TABLE cluster.transactions_columns (
    position           bigint      NOT NULL,
    occurred_at        timestamptz NOT NULL,
    amount_e4          bigint      NOT NULL,
    balance_after_e4   bigint,
    customer_no        integer     NOT NULL,
    due_date           date,
    utc_offset_minutes smallint    NOT NULL,
    direction          smallint    NOT NULL,
    category           smallint    NOT NULL,
    channel            smallint    NOT NULL,
    status             smallint    NOT NULL,
    transaction_id     text COLLATE "C" NOT NULL,
    currency           text COLLATE "C",
    merchant           text COLLATE "C"
);

-- Score points, append only; a customer's positions as above. commit_number is of the database transaction that wrote the row:
-- whoever passes rows on reads in its order, and only what lies before the oldest one that still goes on.
CREATE TABLE cluster.risk_scores_columns (
    position           bigint           NOT NULL,
    commit_number      bigint           NOT NULL,
    scored_at          timestamptz      NOT NULL,
    probability        double precision NOT NULL,
    customer_no        integer          NOT NULL,
    number             integer          NOT NULL, -- within the commit, from 1
    model_no           integer, -- of model_versions
    utc_offset_minutes smallint         NOT NULL,
    risk_level         smallint         NOT NULL,
    shadow_risk_level  smallint,
    shadow_model_no    integer,
    shadow_probability double precision
);

-- Both by month: as hypertables where TimescaleDB is loaded, else as PostgreSQL's own partitions, which
-- ensure_month_partition makes for the months that arrive. There is no default partition: a row without a month is an error.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'timescaledb') AND current_setting('shared_preload_libraries') LIKE '%timescaledb%' THEN
        CREATE EXTENSION IF NOT EXISTS timescaledb;
        CREATE TABLE cluster.transactions (LIKE cluster.transactions_columns);
        CREATE TABLE cluster.risk_scores (LIKE cluster.risk_scores_columns);
        PERFORM create_hypertable('cluster.transactions'::regclass, 'occurred_at', chunk_time_interval => INTERVAL '1 month', create_default_indexes => false);
        PERFORM create_hypertable('cluster.risk_scores'::regclass, 'scored_at', chunk_time_interval => INTERVAL '1 month', create_default_indexes => false);
    ELSE
        CREATE TABLE cluster.transactions (LIKE cluster.transactions_columns) PARTITION BY RANGE (occurred_at);
        CREATE TABLE cluster.risk_scores (LIKE cluster.risk_scores_columns) PARTITION BY RANGE (scored_at);
    END IF;
END
$$;

DROP TABLE cluster.transactions_columns;
DROP TABLE cluster.risk_scores_columns;

-- With the id, so that to find out whether an old one is known takes the index alone.
ALTER TABLE cluster.transactions ADD PRIMARY KEY (customer_no, occurred_at, position) INCLUDE (transaction_id);
ALTER TABLE cluster.risk_scores ADD PRIMARY KEY (customer_no, scored_at, position);
CREATE INDEX risk_scores_by_commit ON cluster.risk_scores (commit_number, number);

-- Makes the partition of a month of UTC where it is missing. Runs with the rights of who owns the schema, so that the role of
-- the silos needs none to make tables. Attaching does not hold up those who read and write.
CREATE FUNCTION cluster.ensure_month_partition(parent text, month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = cluster, pg_temp AS $$
DECLARE
    first date := date_trunc('month', month)::date;
    partition text := parent || to_char(first, '"_"YYYY"_"MM');
BEGIN
    IF parent NOT IN ('transactions', 'risk_scores') THEN
        RAISE EXCEPTION '% is not kept by month', parent;
    END IF;
    IF (SELECT relkind FROM pg_class WHERE oid = to_regclass(parent)) <> 'p' THEN
        RETURN; -- A hypertable makes its own chunks.
    END IF;
    -- Of several who miss it, one makes it, and the others wait until it is there for all: a commit is visible a moment before
    -- the other sessions are told to forget what they know of the parent, and locks go after that. The names are looked up in the
    -- tables of the catalogue: what this session remembers of them is not renewed by such a lock.
    PERFORM pg_advisory_xact_lock(hashtextextended('predelinquency cluster partitions', 0));
    IF EXISTS (SELECT FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE inhparent = to_regclass(parent) AND relname = partition) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING INDEXES)', partition, parent);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, partition,
        first::timestamp AT TIME ZONE 'UTC', (first + INTERVAL '1 month')::timestamp AT TIME ZONE 'UTC');
END
$$;

CREATE TABLE cluster.interventions (
    sequence           bigint           PRIMARY KEY, -- 1, 2, 3 ... in order of commit
    customer_no        integer          NOT NULL,
    number             integer          NOT NULL, -- the customer's own running number
    intervention_id    text COLLATE "C" NOT NULL UNIQUE,
    proposed_at        timestamptz      NOT NULL,
    utc_offset_minutes smallint         NOT NULL,
    risk_level         smallint         NOT NULL,
    kind               smallint         NOT NULL,
    channel            smallint         NOT NULL,
    priority           smallint         NOT NULL,
    driver             smallint         NOT NULL,
    status             smallint         NOT NULL,
    probability        double precision NOT NULL,
    message            text             NOT NULL,
    reasons            json             NOT NULL,
    model_version      text             NOT NULL
);
CREATE INDEX interventions_by_customer ON cluster.interventions (customer_no, proposed_at, sequence);
CREATE INDEX interventions_by_level_and_moment ON cluster.interventions (risk_level, proposed_at);
CREATE INDEX interventions_by_moment ON cluster.interventions (proposed_at);

-- What was refused, as it came. In texts from outside a character 0, which PostgreSQL cannot hold, stands as \x1A and 0, and \x1A as \x1A and 1.
CREATE TABLE cluster.dead_letters (
    sequence       bigint      PRIMARY KEY, -- 1, 2, 3 ... in order of commit
    refused_at     timestamptz NOT NULL,
    identity_hash  bytea       NOT NULL UNIQUE, -- SHA-256 of customer and transaction id, or of the document where it names none
    customer_id    text COLLATE "C",
    transaction_id text COLLATE "C",
    source         text        NOT NULL,
    error          text        NOT NULL,
    document       text        NOT NULL
);

-- Short numbers by which scores name models.
CREATE TABLE cluster.model_versions (
    model_no integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version  text NOT NULL UNIQUE
);

-- Obligations that were not paid in time, one row each however often it is told.
CREATE TABLE cluster.missed_payments (
    customer_no integer  NOT NULL,
    obligation  smallint NOT NULL, -- a category of transactions
    due_date    date     NOT NULL,
    missed_on   date     NOT NULL,
    amount_e4   bigint   NOT NULL,
    PRIMARY KEY (customer_no, obligation, due_date)
);

-- A lane belongs to one writing connection at a time, so that adding up keeps nobody waiting. The sum over lanes is what counts.
CREATE TABLE cluster.totals (
    lane         smallint PRIMARY KEY,
    transactions bigint   NOT NULL,
    duplicates   bigint   NOT NULL
) WITH (fillfactor = 10);

-- Per local day, model and lane, how features and scores were spread, in the bins of the model's reference.
CREATE TABLE cluster.observed_days (
    day      date      NOT NULL,
    model_no integer   NOT NULL,
    lane     smallint  NOT NULL,
    counts   integer[] NOT NULL,
    PRIMARY KEY (day, model_no, lane)
) WITH (fillfactor = 50);

-- The last sequences, taken at the end of a commit; and what is added to a database transaction's number to make a commit_number.
CREATE TABLE cluster.counters (
    name  text   PRIMARY KEY,
    value bigint NOT NULL
) WITH (fillfactor = 10);

INSERT INTO cluster.counters (name, value) VALUES ('commit_base', 0), ('dead_letters', 0), ('interventions', 0);

-- How far each topic has been passed on.
CREATE TABLE cluster.cursors (
    topic         text PRIMARY KEY,
    commit_number bigint      NOT NULL,
    number        bigint      NOT NULL,
    advanced_at   timestamptz NOT NULL DEFAULT now()
);

-- A database that was restored from a dump counts its transactions anew. Whoever opens the store calls this before anything is
-- written: commit numbers go on above those that are there.
CREATE FUNCTION cluster.continue_commit_numbers() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = cluster, pg_temp AS $$
DECLARE
    base bigint;
    last bigint;
BEGIN
    SELECT value INTO base FROM counters WHERE name = 'commit_base';
    SELECT greatest((SELECT max(commit_number) FROM risk_scores), (SELECT max(commit_number) FROM cursors)) INTO last;
    IF last IS NULL OR last < base + pg_snapshot_xmax(pg_current_snapshot())::text::bigint THEN
        RETURN base;
    END IF;
    SELECT value INTO base FROM counters WHERE name = 'commit_base' FOR UPDATE;
    IF last >= base + pg_snapshot_xmax(pg_current_snapshot())::text::bigint THEN
        base := last;
        UPDATE counters SET value = base WHERE name = 'commit_base';
    END IF;
    RETURN base;
END
$$;
