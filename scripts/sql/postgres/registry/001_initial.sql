-- The model registry. Bundles never change; roles change by a row each, of which the one with the highest revision holds.
CREATE TABLE IF NOT EXISTS model_bundles (
    version       text PRIMARY KEY,
    fingerprint   text        NOT NULL, -- SHA-256 over all files; of models that older programs registered, over bundle.json and model.txt
    registered_at timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS model_files (
    version text  NOT NULL REFERENCES model_bundles,
    name    text  NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (version, name)
);

CREATE TABLE IF NOT EXISTS model_roles (
    revision   bigint PRIMARY KEY,
    at         timestamptz NOT NULL,
    action     text        NOT NULL,
    champion   text REFERENCES model_bundles,
    challenger text REFERENCES model_bundles,
    shadow     text REFERENCES model_bundles,
    previous   text REFERENCES model_bundles
);
