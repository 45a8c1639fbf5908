using Npgsql;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Postgres;

/// <summary>Writes and reads interventions.</summary>
internal static class InterventionRows
{
    /// <summary>Gives the columns that <see cref="Read"/> expects.</summary>
    public const string Select = """
        SELECT sequence, customer_id, intervention_id, proposed_at, utc_offset_minutes, risk_level, kind, channel, priority, driver, message, probability, reasons, model_version, status, episode_opened_on
        FROM interventions JOIN customers USING (customer_no)
        """;

    /// <summary>The columns of <see cref="Add"/>.</summary>
    public const string Columns =
        "sequence, customer_no, number, intervention_id, proposed_at, utc_offset_minutes, risk_level, kind, channel, priority, driver, message, probability, reasons, model_version, status, episode_opened_on";

    public static void Write(NpgsqlConnection connection, IReadOnlyList<CommitUnit> units)
    {
        if (units.All(unit => unit.Interventions.Count == 0))
            return;
        using var copy = new RowCopy(connection, "interventions", Columns);
        foreach (var unit in units)
        {
            var sequence = unit.FirstSequence;
            foreach (var (customerNo, number, intervention, status) in unit.Interventions)
                Add(copy, sequence++, customerNo, number, intervention, status);
        }

        copy.Complete();
    }

    public static RowCopy Add(RowCopy copy, long sequence, int customerNo, int number, Intervention i, InterventionStatus status) =>
        copy.Row().Add(sequence).Add(customerNo).Add(number).Add(i.InterventionId).Add(i.At).Add(StoredMoment.OffsetOf(i.At))
            .Add((short)i.Level).Add((short)i.Kind).Add((short)i.Channel).Add((short)i.Priority).Add((short)i.Driver)
            .Add(i.Message).Add(i.Probability).AddJson(StoredJson.Write(i.Reasons)).Add(i.ModelVersion).Add((short)status).Add(i.EpisodeOpenedOn);

    public static SequencedIntervention Read(PostgresRows row) => new(
        row.Int64(0),
        new Intervention
        {
            CustomerId = row.Text(1),
            InterventionId = row.Text(2),
            At = row.Moment(3, 4),
            Level = (RiskLevel)row.Int16(5),
            Kind = (InterventionKind)row.Int16(6),
            Channel = (ContactChannel)row.Int16(7),
            Priority = row.Int16(8),
            Driver = (Driver)row.Int16(9),
            Message = row.Text(10),
            Probability = row.Double(11),
            Reasons = StoredJson.ReadReasons(row.Text(12)),
            ModelVersion = row.Text(13),
            EpisodeOpenedOn = row.IsNull(15) ? null : row.Day(15),
        },
        (InterventionStatus)row.Int16(14));
}
