-- The keys that this store was written with, told from others by a keyed hash of each: a gateway that has others does not start.
CREATE TABLE outreach_keys (
    name        text PRIMARY KEY, -- of its file
    fingerprint blob  NOT NULL
);
