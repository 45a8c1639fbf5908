-- How customers stood on the days before a moment, added up: what takes long to find out, so that a gateway that starts need not wait
-- for it. One row; each array holds a column of StandingChange.
CREATE TABLE cluster.standing_past (
    is_only     boolean     PRIMARY KEY DEFAULT true CHECK (is_only),
    as_of       timestamptz NOT NULL,
    segments    text[]      NOT NULL,
    regions     text[]      NOT NULL,
    risk_levels smallint[]  NOT NULL,
    days_ago    integer[]   NOT NULL,
    customers   bigint[]    NOT NULL,
    sums_e9     bigint[]    NOT NULL
);

-- Who counts customers may count them here.
DO $$
DECLARE
    writer record;
BEGIN
    FOR writer IN
        SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END AS name, string_agg(a.privilege_type, ', ') AS rights
        FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.oid = 'cluster.totals'::regclass AND a.privilege_type IN ('SELECT', 'INSERT', 'UPDATE') AND a.grantee <> c.relowner
        GROUP BY 1
    LOOP
        EXECUTE format('GRANT %s ON cluster.standing_past TO %s', writer.rights, writer.name);
    END LOOP;
END
$$;
