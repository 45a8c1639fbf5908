-- W3C's traceparent of the span that led to what relays pass on, so that a trace goes on behind the store; null where none is kept.
-- In the order in which commits write, so that the two never wait for each other.
ALTER TABLE cluster.risk_scores ADD COLUMN trace_parent text COLLATE "C";
ALTER TABLE cluster.interventions ADD COLUMN trace_parent text COLLATE "C";
