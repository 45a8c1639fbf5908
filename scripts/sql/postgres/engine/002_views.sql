-- What operators ask, in words they know. Views only read; docs/postgres.md has queries.

-- The present of the store: the stream's own time where the engine runs on it, else the server's clock.
CREATE VIEW store_present AS
SELECT CASE WHEN stream_ms > 0 THEN to_timestamp(stream_ms / 1000.0) ELSE now() END AS present FROM totals;

CREATE VIEW customer_transactions AS
SELECT customer_id, transaction_id, occurred_at, amount_e4 / 10000.0 AS amount, d.name AS direction, c.name AS category, h.name AS channel, s.name AS status,
    balance_after_e4 / 10000.0 AS balance_after, currency, merchant, due_date, position
FROM transactions t
JOIN customers USING (customer_no)
JOIN codes d ON d.kind = 'direction' AND d.code = t.direction
JOIN codes c ON c.kind = 'category' AND c.code = t.category
JOIN codes h ON h.kind = 'channel' AND h.code = t.channel
JOIN codes s ON s.kind = 'transaction_status' AND s.code = t.status;

CREATE VIEW customer_risk_scores AS
SELECT customer_id, scored_at, probability, l.name AS risk_level, m.version AS model_version,
    shadow_probability, sl.name AS shadow_risk_level, sm.version AS shadow_model_version, score_id
FROM risk_scores r
JOIN customers USING (customer_no)
JOIN codes l ON l.kind = 'risk_level' AND l.code = r.risk_level
LEFT JOIN model_versions m USING (model_no)
LEFT JOIN codes sl ON sl.kind = 'risk_level' AND sl.code = r.shadow_risk_level
LEFT JOIN model_versions sm ON sm.model_no = r.shadow_model_no;

-- Score points of the last seven days.
CREATE VIEW recent_risk_scores AS
SELECT * FROM customer_risk_scores WHERE scored_at > (SELECT present FROM store_present) - INTERVAL '7 days';

CREATE VIEW customer_interventions AS
SELECT sequence, customer_id, intervention_id, proposed_at, l.name AS risk_level, k.name AS kind, h.name AS channel, priority, d.name AS driver,
    s.name AS status, probability, message, reasons, model_version
FROM interventions i
JOIN customers USING (customer_no)
JOIN codes l ON l.kind = 'risk_level' AND l.code = i.risk_level
JOIN codes k ON k.kind = 'intervention_kind' AND k.code = i.kind
JOIN codes h ON h.kind = 'contact_channel' AND h.code = i.channel
JOIN codes d ON d.kind = 'driver' AND d.code = i.driver
JOIN codes s ON s.kind = 'intervention_status' AND s.code = i.status;

-- Interventions per day (UTC) and level; lapsed ones were found in history that was loaded, and nobody is to act on them.
CREATE VIEW interventions_by_level AS
SELECT (proposed_at AT TIME ZONE 'UTC')::date AS day, risk_level, count(*) FILTER (WHERE status = 'proposed') AS proposed,
    count(*) FILTER (WHERE status = 'lapsed') AS lapsed, count(DISTINCT customer_id) AS customers
FROM customer_interventions
GROUP BY 1, 2;

-- Whose latest score point is above LOW. Scores are recorded whenever the level changes, so this is as exact as the log.
CREATE VIEW customers_at_risk AS
SELECT customer_id, l.name AS risk_level, latest.probability, latest.scored_at, latest.risk_level AS severity
FROM customers c
CROSS JOIN LATERAL (
    SELECT probability, scored_at, risk_level FROM risk_scores r WHERE r.customer_no = c.customer_no ORDER BY scored_at DESC, score_id DESC LIMIT 1
) latest
JOIN codes l ON l.kind = 'risk_level' AND l.code = latest.risk_level
WHERE latest.risk_level > 0;

CREATE VIEW refused_documents AS
SELECT dead_letter_id, refused_at, source, error, customer_id, transaction_id, document
FROM dead_letters LEFT JOIN customers USING (customer_no);

CREATE VIEW customer_missed_payments AS
SELECT customer_id, c.name AS obligation, due_date, missed_on, amount_e4 / 10000.0 AS amount
FROM missed_payments m
JOIN customers USING (customer_no)
JOIN codes c ON c.kind = 'category' AND c.code = m.obligation;
