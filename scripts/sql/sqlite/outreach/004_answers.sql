-- Finds what customers replied (3) and accepted (4), which somebody must see to, without a look at all that ever came back.
CREATE INDEX outreach_outcomes_answers ON outreach_outcomes (at_ms) WHERE outcome IN (3, 4);
