-- Schema version 4: what models are judged by later.

-- Obligations that were not paid in time, one row each, as it was told last.
CREATE TABLE missed_payments (
    customer_no INTEGER NOT NULL,
    obligation  INTEGER NOT NULL, -- a category of transactions
    due_day     INTEGER NOT NULL, -- days since 0001-01-01
    missed_day  INTEGER NOT NULL,
    amount      INTEGER NOT NULL,
    PRIMARY KEY (customer_no, obligation, due_day)
) WITHOUT ROWID;

-- Per local day and model, how features and scores were spread: 32-bit counts in the bins of the model's reference.
CREATE TABLE observed_days (
    day      INTEGER NOT NULL, -- days since 0001-01-01
    model_id INTEGER NOT NULL,
    counts   BLOB    NOT NULL,
    PRIMARY KEY (day, model_id)
) WITHOUT ROWID;
