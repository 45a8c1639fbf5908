-- The policy in force, where several processes share one: each takes it from here. One row; none before the first.
CREATE TABLE outreach_policy_in_force (
    id      integer PRIMARY KEY CHECK (id = 1),
    version text NOT NULL,
    files   text NOT NULL -- JSON: what each holds, by its name
);
