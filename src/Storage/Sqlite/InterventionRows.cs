using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;

namespace PreDelinquency.Storage.Sqlite;

/// <summary>Reads interventions.</summary>
internal static class InterventionRows
{
    /// <summary>Gives the columns that <see cref="Read"/> expects.</summary>
    public const string Select = """
        SELECT sequence, customer_id, intervention_id, at_ms, offset_minutes, level, kind, channel, priority, driver, message, probability, reasons, model_version, status, episode_day
        FROM interventions JOIN customers USING (customer_no)
        """;

    public static SequencedIntervention Read(SqliteStatement row) => new(
        row.Int64(0),
        new Intervention
        {
            CustomerId = row.Text(1),
            InterventionId = row.Text(2),
            At = row.Moment(3),
            Level = (RiskLevel)row.Int32(5),
            Kind = (InterventionKind)row.Int32(6),
            Channel = (ContactChannel)row.Int32(7),
            Priority = row.Int32(8),
            Driver = (Driver)row.Int32(9),
            Message = row.Text(10),
            Probability = row.Double(11),
            Reasons = StoredJson.ReadReasons(row.Text(12)),
            ModelVersion = row.Text(13),
            EpisodeOpenedOn = row.IsNull(15) ? null : DateOnly.FromDayNumber(row.Int32(15)),
        },
        (InterventionStatus)row.Int32(14));
}
