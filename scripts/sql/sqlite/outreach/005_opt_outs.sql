-- The opt-outs of all customers, as their ledgers have them: a list of them needs no look into every ledger.
CREATE TABLE outreach_opt_outs (
    customer_id text    NOT NULL,
    channel     integer NOT NULL,
    at_ms       integer NOT NULL,
    source      text    NOT NULL,
    PRIMARY KEY (customer_id, channel)
);
CREATE INDEX outreach_opt_outs_latest ON outreach_opt_outs (at_ms, customer_id, channel);
CREATE INDEX outreach_opt_outs_by_channel ON outreach_opt_outs (channel, at_ms, customer_id);

-- Those of ledgers that are there already; a damaged ledger is told where its customer is asked for.
INSERT INTO outreach_opt_outs
SELECT l.customer_id,
       CASE json_extract(o.value, '$.channel') WHEN 'phone' THEN 0 WHEN 'sms' THEN 1 ELSE 2 END,
       CAST(ROUND((julianday(json_extract(o.value, '$.at')) - 2440587.5) * 86400000) AS integer),
       json_extract(o.value, '$.source')
FROM outreach_ledgers l, json_each(CASE WHEN json_valid(l.ledger) THEN l.ledger ELSE '{}' END, '$.opt_outs') o;
