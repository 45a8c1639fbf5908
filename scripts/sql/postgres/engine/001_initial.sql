-- The store of the one-machine engine. Moments are timestamptz with the sender's offset from UTC in minutes beside them; money
-- is in ten-thousandths (_e4); enumerations are their numbers in the code, which the table codes spells out. The views of
-- 002_views.sql are for people.

CREATE TABLE codes (
    kind text     NOT NULL,
    code smallint NOT NULL,
    name text     NOT NULL,
    PRIMARY KEY (kind, code)
);

INSERT INTO codes (kind, code, name)
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

-- One row. The epoch rises whenever an engine takes the store over; every commit names it, so that one that was overtaken
-- writes nothing any more. commits tells whether a commit whose answer got lost was made.
CREATE TABLE totals (
    id               smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    owner_epoch      bigint NOT NULL DEFAULT 0,
    commits          bigint NOT NULL DEFAULT 0,
    log_position     bigint NOT NULL DEFAULT 0,
    transactions     bigint NOT NULL DEFAULT 0,
    duplicates       bigint NOT NULL DEFAULT 0,
    dead_letters     bigint NOT NULL DEFAULT 0,
    interventions    bigint NOT NULL DEFAULT 0,
    stream_ms        bigint NOT NULL DEFAULT 0, -- Unix milliseconds
    last_score       bigint NOT NULL DEFAULT 0, -- the highest score_id
    last_dead_letter bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 10);

INSERT INTO totals DEFAULT VALUES;

-- Who took the store over, and when.
CREATE TABLE audit (
    audit_id    bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    happened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    action      text        NOT NULL,
    actor       text        NOT NULL,
    detail      text        NOT NULL
);

-- customer_no is the store's own number: short, and all that other tables carry of a customer.
CREATE TABLE customers (
    customer_no integer PRIMARY KEY,
    customer_id text COLLATE "C" NOT NULL UNIQUE
);

-- The log of accepted transactions, append only. Shares its positions with ticks: 1, 2, 3 ... over both.
CREATE TABLE transactions_columns (
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

-- Score points, append only.
CREATE TABLE risk_scores_columns (
    score_id           bigint           NOT NULL,
    scored_at          timestamptz      NOT NULL,
    probability        double precision NOT NULL,
    customer_no        integer          NOT NULL,
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
        CREATE TABLE transactions (LIKE transactions_columns);
        CREATE TABLE risk_scores (LIKE risk_scores_columns);
        PERFORM create_hypertable('transactions'::regclass, 'occurred_at', chunk_time_interval => INTERVAL '1 month', create_default_indexes => false);
        PERFORM create_hypertable('risk_scores'::regclass, 'scored_at', chunk_time_interval => INTERVAL '1 month', create_default_indexes => false);
    ELSE
        CREATE TABLE transactions (LIKE transactions_columns) PARTITION BY RANGE (occurred_at);
        CREATE TABLE risk_scores (LIKE risk_scores_columns) PARTITION BY RANGE (scored_at);
    END IF;
END
$$;

DROP TABLE transactions_columns;
DROP TABLE risk_scores_columns;

ALTER TABLE transactions ADD PRIMARY KEY (position, occurred_at);
CREATE INDEX transactions_by_customer ON transactions (customer_no, occurred_at, position);
ALTER TABLE risk_scores ADD PRIMARY KEY (score_id, scored_at);
CREATE INDEX risk_scores_by_customer ON risk_scores (customer_no, scored_at, score_id);

-- Makes the partition of a month of UTC where it is missing. Runs with the rights of who owns the schema, so that the role of
-- the gateway needs none to make tables. Attaching does not hold up those who read.
CREATE FUNCTION ensure_month_partition(parent text, month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
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
    IF EXISTS (SELECT FROM pg_inherits WHERE inhparent = to_regclass(parent) AND inhrelid = to_regclass(partition)) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING INDEXES)', partition, parent);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, partition,
        first::timestamp AT TIME ZONE 'UTC', (first + INTERVAL '1 month')::timestamp AT TIME ZONE 'UTC');
END
$$;

-- Moments at which the customers of some slots (a bit each), numbered from_no through through_no, heard that time passed.
CREATE TABLE ticks (
    position   bigint  PRIMARY KEY,
    slots      bigint  NOT NULL,
    tick_ms    bigint  NOT NULL, -- Unix milliseconds
    from_no    integer NOT NULL,
    through_no integer NOT NULL
);

CREATE TABLE interventions (
    sequence           bigint           PRIMARY KEY,
    customer_no        integer          NOT NULL,
    number             integer          NOT NULL, -- the customer's own running number
    intervention_id    text COLLATE "C" NOT NULL,
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
    model_version      text             NOT NULL,
    UNIQUE (customer_no, number)
);
CREATE INDEX interventions_by_moment ON interventions (proposed_at);

-- What was refused, as it came. In texts from outside a character 0, which PostgreSQL cannot hold, stands as \x1A and 0, and \x1A as \x1A and 1.
CREATE TABLE dead_letters (
    dead_letter_id bigint      PRIMARY KEY,
    refused_at     timestamptz NOT NULL,
    customer_no    integer, -- and the id: where it could be read as a transaction
    transaction_id text COLLATE "C",
    source         text        NOT NULL,
    error          text        NOT NULL,
    document       text        NOT NULL
);
CREATE INDEX dead_letters_by_customer ON dead_letters (customer_no) WHERE customer_no IS NOT NULL;

-- States as of a log position. Older than the log by what came since; a replay of the log after them gives the present.
CREATE TABLE states (
    customer_no               integer          PRIMARY KEY,
    position                  bigint           NOT NULL,
    probability               double precision NOT NULL,
    latest_event_at           timestamptz,
    latest_utc_offset_minutes smallint,
    risk_level                smallint         NOT NULL,
    maturity                  smallint         NOT NULL,
    state                     bytea            NOT NULL
) WITH (toast_tuple_target = 8160, fillfactor = 70);
-- Two to three kilobytes that do not compress, rewritten again and again: in the row itself.
ALTER TABLE states ALTER COLUMN state SET STORAGE EXTERNAL;

-- Per slot of customers, the position up to which all their states are complete.
CREATE TABLE slots (
    slot     smallint PRIMARY KEY,
    position bigint   NOT NULL
);

CREATE TABLE profiles (
    customer_no integer PRIMARY KEY,
    profile     json    NOT NULL
);

-- Models that judged, as texts, each once however often it takes over.
CREATE TABLE models (
    model_id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    document text NOT NULL, -- bundle.json
    trees    text NOT NULL  -- model.txt
);

-- Which model judged the log after a position, up to the next row's.
CREATE TABLE model_spans (
    after_position bigint  PRIMARY KEY,
    model_id       integer NOT NULL REFERENCES models
);

-- Short numbers by which scores name models.
CREATE TABLE model_versions (
    model_no integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version  text NOT NULL UNIQUE
);

-- Obligations that were not paid in time, one row each, as it was told last.
CREATE TABLE missed_payments (
    customer_no integer  NOT NULL,
    obligation  smallint NOT NULL, -- a category of transactions
    due_date    date     NOT NULL,
    missed_on   date     NOT NULL,
    amount_e4   bigint   NOT NULL,
    PRIMARY KEY (customer_no, obligation, due_date)
);

-- Per local day and model, how features and scores were spread, in the bins of the model's reference.
CREATE TABLE observed_days (
    day      date      NOT NULL,
    model_no integer   NOT NULL,
    counts   integer[] NOT NULL,
    PRIMARY KEY (day, model_no)
);
