-- The statements of Orleans' ADO.NET providers of version 10; see 001_initial.sql.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES

-- Members of the cluster (here called deployment).

('InsertMembershipVersionKey', $$
WITH made AS (
    INSERT INTO orleans_clusters (cluster_id) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1
)
SELECT EXISTS (SELECT FROM made)
$$),

('InsertMembershipKey', $$
WITH moved AS (
    UPDATE orleans_clusters SET version = version + 1, changed_at = now()
    WHERE cluster_id = @DeploymentId AND version = @Version
      AND NOT EXISTS (
        SELECT FROM orleans_members
        WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING cluster_id
), made AS (
    INSERT INTO orleans_members (cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, alive_at)
    SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
    RETURNING 1
)
SELECT EXISTS (SELECT FROM made)
$$),

('UpdateMembershipKey', $$
WITH moved AS (
    UPDATE orleans_clusters SET version = version + 1, changed_at = now()
    WHERE cluster_id = @DeploymentId AND version = @Version
      AND EXISTS (
        SELECT FROM orleans_members
        WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING cluster_id
), changed AS (
    UPDATE orleans_members m SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
    FROM moved
    WHERE m.cluster_id = moved.cluster_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    RETURNING 1
)
SELECT EXISTS (SELECT FROM changed)
$$),

('UpdateIAmAlivetimeKey', $$
UPDATE orleans_members SET alive_at = @IAmAliveTime
WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),

-- The version comes along even where there is nobody.
('MembershipReadRowKey', $$
SELECT m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName, m.host_name AS HostName, m.status AS Status,
       m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes, m.start_time AS StartTime, m.alive_at AS IAmAliveTime, c.version AS Version
FROM orleans_clusters c
LEFT JOIN orleans_members m ON m.cluster_id = c.cluster_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
WHERE c.cluster_id = @DeploymentId
$$),

('MembershipReadAllKey', $$
SELECT m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName, m.host_name AS HostName, m.status AS Status,
       m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes, m.start_time AS StartTime, m.alive_at AS IAmAliveTime, c.version AS Version
FROM orleans_clusters c
LEFT JOIN orleans_members m ON m.cluster_id = c.cluster_id
WHERE c.cluster_id = @DeploymentId
$$),

('GatewaysQueryKey', $$
SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
FROM orleans_members
WHERE cluster_id = @DeploymentId AND status = @Status AND proxy_port > 0
$$),

('DeleteMembershipTableEntriesKey', $$
DELETE FROM orleans_clusters WHERE cluster_id = @DeploymentId
$$),

('CleanupDefunctSiloEntriesKey', $$
DELETE FROM orleans_members WHERE cluster_id = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3
$$),

-- Reminders.

('ReadReminderRowKey', $$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version
FROM orleans_reminders
WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName
$$),

('ReadReminderRowsKey', $$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version
FROM orleans_reminders
WHERE service_id = @ServiceId AND grain_id = @GrainId
$$),

-- A range of the ring begins after its first place and ends with its last.
('ReadRangeRows1Key', $$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version
FROM orleans_reminders
WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$$),

-- The same where it goes past the highest number; the whole ring where first and last are the same place.
('ReadRangeRows2Key', $$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version
FROM orleans_reminders
WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$$),

('UpsertReminderRowKey', $$
INSERT INTO orleans_reminders AS r (service_id, grain_id, reminder_name, grain_hash, start_time, period_ms, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period, nextval('orleans_row_versions'))
ON CONFLICT (service_id, grain_id, reminder_name) DO UPDATE
SET grain_hash = excluded.grain_hash, start_time = excluded.start_time, period_ms = excluded.period_ms, version = excluded.version
RETURNING version AS Version
$$),

('DeleteReminderRowKey', $$
WITH gone AS (
    DELETE FROM orleans_reminders
    WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName AND version = @Version
    RETURNING 1
)
SELECT EXISTS (SELECT FROM gone)
$$),

('DeleteReminderRowsKey', $$
DELETE FROM orleans_reminders WHERE service_id = @ServiceId
$$),

-- States of grains. No row comes back where somebody else was there first.

('WriteToStorageKey', $$
WITH changed AS (
    UPDATE orleans_states SET payload = @PayloadBinary, version = nextval('orleans_row_versions'), modified_at = now()
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND id_n0 = @GrainIdN0 AND id_n1 = @GrainIdN1
      AND id_text = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
    RETURNING version
), made AS (
    INSERT INTO orleans_states (service_id, grain_type, id_n0, id_n1, id_text, payload, version)
    SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), @PayloadBinary, nextval('orleans_row_versions')
    WHERE @GrainStateVersion IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version
)
SELECT version AS NewGrainStateVersion FROM changed UNION ALL SELECT version FROM made
$$),

('ReadFromStorageKey', $$
SELECT payload AS PayloadBinary, version AS Version
FROM orleans_states
WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND id_n0 = @GrainIdN0 AND id_n1 = @GrainIdN1
  AND id_text = coalesce(@GrainIdExtensionString, '')
$$),

('ClearStorageKey', $$
UPDATE orleans_states SET payload = NULL, version = nextval('orleans_row_versions'), modified_at = now()
WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND id_n0 = @GrainIdN0 AND id_n1 = @GrainIdN1
  AND id_text = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
RETURNING version
$$),

('DeleteStorageKey', $$
DELETE FROM orleans_states
WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND id_n0 = @GrainIdN0 AND id_n1 = @GrainIdN1
  AND id_text = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
RETURNING nextval('orleans_row_versions')::integer
$$)

ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
