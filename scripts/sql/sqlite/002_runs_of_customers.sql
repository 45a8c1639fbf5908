-- Schema version 2.

-- Of the slots' customers, those numbered from_no through through_no heard the tick.
ALTER TABLE ticks ADD COLUMN from_no INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticks ADD COLUMN through_no INTEGER NOT NULL DEFAULT 2147483647;
