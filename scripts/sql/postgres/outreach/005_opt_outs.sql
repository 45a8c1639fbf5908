-- The opt-outs of all customers, as their ledgers have them: a list of them needs no look into every ledger.
CREATE TABLE outreach_opt_outs (
    customer_id text COLLATE "C" NOT NULL,
    channel     bigint NOT NULL,
    at_ms       bigint NOT NULL,
    source      text   NOT NULL,
    PRIMARY KEY (customer_id, channel)
);
CREATE INDEX outreach_opt_outs_latest ON outreach_opt_outs (at_ms, customer_id, channel);
CREATE INDEX outreach_opt_outs_by_channel ON outreach_opt_outs (channel, at_ms, customer_id);

-- Those of ledgers that are there already; a damaged ledger is told where its customer is asked for.
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT customer_id, ledger FROM outreach_ledgers WHERE ledger LIKE '%"opt_outs":[{%' LOOP
        BEGIN
            INSERT INTO outreach_opt_outs
            SELECT one.customer_id,
                   CASE o ->> 'channel' WHEN 'phone' THEN 0 WHEN 'sms' THEN 1 ELSE 2 END,
                   ROUND(EXTRACT(EPOCH FROM (o ->> 'at')::timestamptz) * 1000),
                   o ->> 'source'
            FROM jsonb_array_elements(one.ledger::jsonb -> 'opt_outs') o;
        EXCEPTION WHEN data_exception THEN
            CONTINUE;
        END;
    END LOOP;
END $$;
