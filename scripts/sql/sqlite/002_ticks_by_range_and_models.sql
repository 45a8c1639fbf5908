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
