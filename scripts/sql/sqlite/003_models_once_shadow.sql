-- Schema version 3.

-- A model that takes over again (a rollback) is kept once.
CREATE TABLE model_texts (
    id       INTEGER PRIMARY KEY,
    document TEXT NOT NULL, -- JSON
    trees    TEXT NOT NULL  -- LightGBM text
);

-- Which model judged the log after a position, up to the next row's.
CREATE TABLE model_spans (
    after_position INTEGER PRIMARY KEY,
    model_id       INTEGER NOT NULL
);

INSERT INTO model_texts (document, trees) SELECT DISTINCT document, trees FROM models;
INSERT INTO model_spans SELECT after_position, t.id FROM models m JOIN model_texts t ON t.document = m.document AND t.trees = m.trees;
DROP TABLE models;

-- Who scored: the champion, and the shadow beside it. Unknown for what earlier versions recorded.
CREATE TABLE model_versions (
    id      INTEGER PRIMARY KEY,
    version TEXT NOT NULL UNIQUE
);

ALTER TABLE scores ADD COLUMN model_id INTEGER;
ALTER TABLE scores ADD COLUMN shadow_id INTEGER;
ALTER TABLE scores ADD COLUMN shadow_probability REAL;
ALTER TABLE scores ADD COLUMN shadow_level INTEGER;
