using Npgsql;
using NpgsqlTypes;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Postgres;

/// <summary>Writes what is replaced rather than added: states, profiles, and how far slots are complete.</summary>
internal static class StateRows
{
    public static void Write(NpgsqlConnection connection, IReadOnlyList<CommitUnit> units)
    {
        WriteStates(connection, units);
        WriteProfiles(connection, units);
        WriteSlots(connection, units);
    }

    // One statement must not meet a row twice: of several states of a customer the last one counts.
    private static void WriteStates(NpgsqlConnection connection, IReadOnlyList<CommitUnit> units)
    {
        var latest = new Dictionary<int, (long Position, StateEntry Entry)>();
        foreach (var unit in units)
        {
            foreach (var state in unit.States)
                latest[state.CustomerNo] = (unit.LastPosition, state);
        }

        if (latest.Count == 0)
            return;

        // In order of customer, so that neighbours fall on one page.
        var states = latest.Values.OrderBy(state => state.Entry.CustomerNo).ToList();
        using var command = PostgresWriter.Command(
            connection,
            """
            INSERT INTO states (customer_no, position, probability, risk_level, maturity, latest_event_at, latest_utc_offset_minutes, state)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (customer_no) DO UPDATE SET position = EXCLUDED.position, probability = EXCLUDED.probability, risk_level = EXCLUDED.risk_level,
                maturity = EXCLUDED.maturity, latest_event_at = EXCLUDED.latest_event_at, latest_utc_offset_minutes = EXCLUDED.latest_utc_offset_minutes, state = EXCLUDED.state
            """,
            states.ConvertAll(s => s.Entry.CustomerNo).ToArray(),
            states.ConvertAll(s => s.Position).ToArray(),
            states.ConvertAll(s => s.Entry.Summary.Probability).ToArray(),
            states.ConvertAll(s => (short)s.Entry.Summary.Level).ToArray(),
            states.ConvertAll(s => (short)s.Entry.Summary.Maturity).ToArray(),
            states.ConvertAll(s => s.Entry.Summary.LatestEvent is { } at ? StoredMoment.Of(at) : (DateTime?)null).ToArray(),
            states.ConvertAll(s => s.Entry.Summary.LatestEvent is { } at ? StoredMoment.OffsetOf(at) : (short?)null).ToArray(),
            states.ConvertAll(s => s.Entry.State.ToArray()).ToArray());
        command.Parameters[5].NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz;
        command.ExecuteNonQuery();
    }

    private static void WriteProfiles(NpgsqlConnection connection, IReadOnlyList<CommitUnit> units)
    {
        var latest = new Dictionary<int, string>();
        foreach (var (customerNo, profile) in units.SelectMany(unit => unit.Profiles))
            latest[customerNo] = StoredJson.Write(profile);
        if (latest.Count == 0)
            return;
        using var command = PostgresWriter.Command(
            connection,
            "INSERT INTO profiles (customer_no, profile) SELECT * FROM unnest($1, $2) ON CONFLICT (customer_no) DO UPDATE SET profile = EXCLUDED.profile",
            latest.Keys.ToArray(), latest.Values.ToArray());
        command.Parameters[1].NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json;
        command.ExecuteNonQuery();
    }

    private static void WriteSlots(NpgsqlConnection connection, IReadOnlyList<CommitUnit> units)
    {
        var latest = new SortedDictionary<short, long>();
        foreach (var unit in units.Where(unit => unit.CheckpointSlots != 0))
        {
            for (short slot = 0; slot < Slots.Count; slot++)
            {
                if ((unit.CheckpointSlots & (1UL << slot)) != 0)
                    latest[slot] = unit.CheckpointPosition;
            }
        }

        if (latest.Count == 0)
            return;
        using var command = PostgresWriter.Command(
            connection,
            "INSERT INTO slots (slot, position) SELECT * FROM unnest($1, $2) ON CONFLICT (slot) DO UPDATE SET position = EXCLUDED.position",
            latest.Keys.ToArray(), latest.Values.ToArray());
        command.ExecuteNonQuery();
    }
}
