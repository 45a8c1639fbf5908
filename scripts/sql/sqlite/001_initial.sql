-- The embedded store, schema version 1. Moments are Unix milliseconds with the offset in minutes beside them,
-- money is in ten-thousandths, enumerations are their numbers in the code (append only).

-- customer_no is the store's own number: short, and all that other tables carry of a customer.
CREATE TABLE customers (
    customer_no INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL UNIQUE
);

-- The log of accepted transactions, append only, in commit order. Shares its positions with ticks: 1, 2, 3 ... over both.
-- There is no index by customer on purpose: its random page writes cost more than all the rest of a commit (see postings).
CREATE TABLE transactions (
    position       INTEGER PRIMARY KEY,
    customer_no    INTEGER NOT NULL,
    transaction_id TEXT    NOT NULL,
    at_ms          INTEGER NOT NULL,
    offset_minutes INTEGER NOT NULL,
    amount         INTEGER NOT NULL,
    direction      INTEGER NOT NULL,
    category       INTEGER NOT NULL,
    channel        INTEGER NOT NULL,
    status         INTEGER NOT NULL,
    balance_after  INTEGER,
    currency       TEXT,
    merchant       TEXT,
    due_day        INTEGER -- days since 0001-01-01
);

-- Moments at which the customers of some slots (a bit each) heard that time passed.
CREATE TABLE ticks (
    position INTEGER PRIMARY KEY,
    slots    INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL
);

-- Score points, append only.
CREATE TABLE scores (
    id             INTEGER PRIMARY KEY,
    customer_no    INTEGER NOT NULL,
    at_ms          INTEGER NOT NULL,
    offset_minutes INTEGER NOT NULL,
    probability    REAL    NOT NULL,
    level          INTEGER NOT NULL
);

-- Which rows of transactions (kind 0, by position) and scores (kind 1, by id) are whose: blocks of rows in a sequence, and in
-- each block one list per group of customers (customer_no modulo 64). Rows after postings_end are not listed yet.
CREATE TABLE postings (
    kind           INTEGER NOT NULL,
    customer_group INTEGER NOT NULL,
    first          INTEGER NOT NULL,
    rows           BLOB    NOT NULL,
    PRIMARY KEY (kind, customer_group, first)
) WITHOUT ROWID;

CREATE TABLE postings_end (
    kind INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
);

INSERT INTO postings_end VALUES (0, 0), (1, 0);

CREATE TABLE interventions (
    sequence        INTEGER PRIMARY KEY,
    customer_no     INTEGER NOT NULL,
    number          INTEGER NOT NULL, -- the customer's own running number
    intervention_id TEXT    NOT NULL,
    at_ms           INTEGER NOT NULL,
    offset_minutes  INTEGER NOT NULL,
    level           INTEGER NOT NULL,
    kind            INTEGER NOT NULL,
    channel         INTEGER NOT NULL,
    priority        INTEGER NOT NULL,
    driver          INTEGER NOT NULL,
    message         TEXT    NOT NULL,
    probability     REAL    NOT NULL,
    reasons         TEXT    NOT NULL, -- JSON
    model_version   TEXT    NOT NULL,
    status          INTEGER NOT NULL,
    UNIQUE (customer_no, number)
);

-- States as of a log position. Older than the log by what came since; a replay of the log after them gives the present.
CREATE TABLE states (
    customer_no           INTEGER PRIMARY KEY,
    position              INTEGER NOT NULL,
    probability           REAL    NOT NULL,
    level                 INTEGER NOT NULL,
    maturity              INTEGER NOT NULL,
    latest_ms             INTEGER,
    latest_offset_minutes INTEGER,
    state                 BLOB    NOT NULL
);

-- Per slot of customers, the position up to which all their states are complete.
CREATE TABLE slots (
    slot     INTEGER PRIMARY KEY,
    position INTEGER NOT NULL
);

CREATE TABLE profiles (
    customer_no INTEGER PRIMARY KEY,
    profile     TEXT NOT NULL -- JSON
);

CREATE TABLE dead_letters (
    id       INTEGER PRIMARY KEY,
    at_ms    INTEGER NOT NULL,
    source   TEXT    NOT NULL,
    document TEXT    NOT NULL,
    error    TEXT    NOT NULL
);

CREATE TABLE totals (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    commits       INTEGER NOT NULL,
    position      INTEGER NOT NULL,
    transactions  INTEGER NOT NULL,
    duplicates    INTEGER NOT NULL,
    dead_letters  INTEGER NOT NULL,
    interventions INTEGER NOT NULL,
    stream_ms     INTEGER NOT NULL
);

INSERT INTO totals VALUES (1, 0, 0, 0, 0, 0, 0, 0);
