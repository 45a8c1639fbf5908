-- What became of proposals: ledgers, contacts, the outbox, budgets, objections and the audit log. Moments (_ms) are Unix milliseconds,
-- days are days since 0001-01-01, enumerations their numbers in the code (append only). The same statements run on SQLite, whose tables
-- have the same names.

-- One row: how far proposals are decided, and where the audit log ends.
CREATE TABLE outreach_progress (
    id               bigint PRIMARY KEY CHECK (id = 1),
    proposals_through bigint NOT NULL,
    audit_sequence   bigint NOT NULL,
    audit_hash       bytea  NOT NULL
) WITH (fillfactor = 10);

INSERT INTO outreach_progress VALUES (1, 0, 0, decode(repeat('00', 32), 'hex'));

-- All that decisions about a customer need of the past. The version fences: whoever decided on an older one is refused.
CREATE TABLE outreach_ledgers (
    customer_id text COLLATE "C" PRIMARY KEY,
    version     bigint NOT NULL,
    ledger      text   NOT NULL -- JSON
);

CREATE TABLE outreach_contacts (
    contact_id      text COLLATE "C" PRIMARY KEY,
    sequence        bigint           NOT NULL, -- of the proposal
    customer_id     text COLLATE "C" NOT NULL,
    state           bigint           NOT NULL,
    channel         bigint,
    priority        bigint           NOT NULL,
    probability     double precision NOT NULL,
    proposed_ms     bigint           NOT NULL,
    due_ms          bigint,                    -- rules are asked again then
    payment_outcome bigint,
    contact         text             NOT NULL, -- JSON
    message         bytea                      -- sealed under the customer's key
);
CREATE INDEX outreach_contacts_by_sequence ON outreach_contacts (sequence);
CREATE INDEX outreach_contacts_by_customer ON outreach_contacts (customer_id, sequence);
CREATE INDEX outreach_contacts_by_state ON outreach_contacts (state, sequence);
CREATE INDEX outreach_contacts_due ON outreach_contacts (due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX outreach_contacts_unpaid ON outreach_contacts (sequence) WHERE payment_outcome IS NULL;

-- What is to be handed over; a row is leased to whoever works on it.
CREATE TABLE outreach_outbox (
    contact_id      text COLLATE "C" PRIMARY KEY,
    customer_id     text COLLATE "C" NOT NULL,
    channel         bigint           NOT NULL,
    next_ms         bigint           NOT NULL,
    tries           bigint           NOT NULL,
    since_ms        bigint           NOT NULL,
    leased_by       text,
    leased_until_ms bigint
);
CREATE INDEX outreach_outbox_by_channel ON outreach_outbox (channel, next_ms);

CREATE TABLE outreach_outcomes (
    contact_id text COLLATE "C" NOT NULL,
    outcome    bigint NOT NULL,
    at_ms      bigint NOT NULL,
    source     text   NOT NULL,
    PRIMARY KEY (contact_id, outcome)
);

CREATE TABLE outreach_budgets (
    day     bigint NOT NULL,
    channel bigint NOT NULL,
    used    bigint NOT NULL,
    PRIMARY KEY (day, channel)
);

CREATE TABLE outreach_objections (
    objection_id text COLLATE "C" PRIMARY KEY,
    customer_id  text COLLATE "C" NOT NULL,
    at_ms        bigint NOT NULL,
    closed_ms    bigint,
    review       bytea  NOT NULL -- JSON, sealed under the customer's key
);
CREATE INDEX outreach_objections_by_customer ON outreach_objections (customer_id);

CREATE TABLE outreach_policies (
    version     text COLLATE "C" PRIMARY KEY,
    state       bigint NOT NULL,
    proposed_ms bigint NOT NULL,
    change      text   NOT NULL -- JSON
);

-- Append only. Bodies that concern a customer are sealed under the customer's key.
CREATE TABLE outreach_audit (
    sequence    bigint PRIMARY KEY, -- 1, 2, 3 ... without gaps
    at_ms       bigint NOT NULL,
    kind        text   NOT NULL,
    customer_id text COLLATE "C",
    contact_id  text COLLATE "C",
    body        bytea  NOT NULL,
    hash        bytea  NOT NULL -- over all of it and the hash before
);
CREATE INDEX outreach_audit_by_contact ON outreach_audit (contact_id, sequence) WHERE contact_id IS NOT NULL;

-- The keys of customers, wrapped by the master key; null where it was destroyed.
CREATE TABLE outreach_customer_keys (
    customer_id text COLLATE "C" PRIMARY KEY,
    key_no      bigint NOT NULL,
    wrapped     bytea
);
