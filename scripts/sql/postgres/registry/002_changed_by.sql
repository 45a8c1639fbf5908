-- Who changed roles, as they said; null where nobody did.
ALTER TABLE model_roles ADD COLUMN changed_by text;
