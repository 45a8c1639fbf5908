-- The local day on which an intervention's episode opened; null for what earlier versions proposed.
ALTER TABLE interventions ADD COLUMN episode_opened_on date;
