-- What operators ask, in words they know. Views only read.

CREATE VIEW cluster.customer_transactions AS
SELECT customer_id, transaction_id, occurred_at, amount_e4 / 10000.0 AS amount, d.name AS direction, c.name AS category, h.name AS channel, s.name AS status,
    balance_after_e4 / 10000.0 AS balance_after, currency, merchant, due_date, position
FROM cluster.transactions t
JOIN cluster.customers USING (customer_no)
JOIN cluster.codes d ON d.kind = 'direction' AND d.code = t.direction
JOIN cluster.codes c ON c.kind = 'category' AND c.code = t.category
JOIN cluster.codes h ON h.kind = 'channel' AND h.code = t.channel
JOIN cluster.codes s ON s.kind = 'transaction_status' AND s.code = t.status;

CREATE VIEW cluster.customer_risk_scores AS
SELECT customer_id, scored_at, r.probability, l.name AS risk_level, m.version AS model_version,
    shadow_probability, sl.name AS shadow_risk_level, sm.version AS shadow_model_version, position
FROM cluster.risk_scores r
JOIN cluster.customers USING (customer_no)
JOIN cluster.codes l ON l.kind = 'risk_level' AND l.code = r.risk_level
LEFT JOIN cluster.model_versions m USING (model_no)
LEFT JOIN cluster.codes sl ON sl.kind = 'risk_level' AND sl.code = r.shadow_risk_level
LEFT JOIN cluster.model_versions sm ON sm.model_no = r.shadow_model_no;

-- Score points of the seven days up to the latest event of all; months before those are not read.
CREATE VIEW cluster.recent_risk_scores AS
SELECT * FROM cluster.customer_risk_scores WHERE scored_at > (SELECT max(latest_event_at) FROM cluster.customers) - INTERVAL '7 days';

CREATE VIEW cluster.customer_interventions AS
SELECT sequence, customer_id, intervention_id, proposed_at, l.name AS risk_level, k.name AS kind, h.name AS channel, priority, d.name AS driver,
    s.name AS status, i.probability, message, reasons, model_version
FROM cluster.interventions i
JOIN cluster.customers USING (customer_no)
JOIN cluster.codes l ON l.kind = 'risk_level' AND l.code = i.risk_level
JOIN cluster.codes k ON k.kind = 'intervention_kind' AND k.code = i.kind
JOIN cluster.codes h ON h.kind = 'contact_channel' AND h.code = i.channel
JOIN cluster.codes d ON d.kind = 'driver' AND d.code = i.driver
JOIN cluster.codes s ON s.kind = 'intervention_status' AND s.code = i.status;

-- Interventions per day (UTC) and level; lapsed ones were found in history that was loaded, and nobody is to act on them.
CREATE VIEW cluster.interventions_by_level AS
SELECT (proposed_at AT TIME ZONE 'UTC')::date AS day, risk_level, count(*) FILTER (WHERE status = 'proposed') AS proposed,
    count(*) FILTER (WHERE status = 'lapsed') AS lapsed, count(DISTINCT customer_id) AS customers
FROM cluster.customer_interventions
GROUP BY 1, 2;

-- Whose latest score is above LOW.
CREATE VIEW cluster.customers_at_risk AS
SELECT customer_id, l.name AS risk_level, probability, latest_event_at, m.name AS maturity, risk_level AS severity
FROM cluster.customers c
JOIN cluster.codes l ON l.kind = 'risk_level' AND l.code = c.risk_level
JOIN cluster.codes m ON m.kind = 'maturity' AND m.code = c.maturity
WHERE risk_level > 0;

CREATE VIEW cluster.refused_documents AS
SELECT sequence, refused_at, source, error, customer_id, transaction_id, document FROM cluster.dead_letters;

CREATE VIEW cluster.customer_missed_payments AS
SELECT customer_id, c.name AS obligation, due_date, missed_on, amount_e4 / 10000.0 AS amount
FROM cluster.missed_payments m
JOIN cluster.customers USING (customer_no)
JOIN cluster.codes c ON c.kind = 'category' AND c.code = m.obligation;

CREATE VIEW cluster.progress AS
SELECT (SELECT sum(transactions) FROM cluster.totals) AS transactions, (SELECT sum(duplicates) FROM cluster.totals) AS duplicates,
    (SELECT value FROM cluster.counters WHERE name = 'dead_letters') AS dead_letters,
    (SELECT value FROM cluster.counters WHERE name = 'interventions') AS interventions,
    (SELECT count(*) FROM cluster.totals) AS lanes_ever;
