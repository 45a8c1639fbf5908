-- Schema version 5.

-- The local day on which an intervention's episode opened, in days since 0001-01-01; null for what earlier versions proposed.
ALTER TABLE interventions ADD COLUMN episode_day INTEGER;
