-- Schema version 2.

-- Of the slots' customers, those numbered from_no through through_no heard the tick.
ALTER TABLE ticks ADD COLUMN from_no INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticks ADD COLUMN through_no INTEGER NOT NULL DEFAULT 2147483647;

-- The models that judged the log, each from after a position up to the next one's.
CREATE TABLE models (
    after_position INTEGER PRIMARY KEY,
    document       TEXT NOT NULL, -- JSON
    trees          TEXT NOT NULL  -- LightGBM text
);

-- Whose transaction a dead letter is, where it could be read: sent again it is still one dead letter.
ALTER TABLE dead_letters ADD COLUMN customer_no INTEGER;
ALTER TABLE dead_letters ADD COLUMN transaction_id TEXT;
CREATE INDEX dead_letters_by_customer ON dead_letters (customer_no) WHERE customer_no IS NOT NULL;
