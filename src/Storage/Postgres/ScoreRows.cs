using Npgsql;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Postgres;

/// <summary>Writes and reads score points.</summary>
internal static class ScoreRows
{
    /// <summary>Gives the columns that <see cref="Read"/> expects: score_id, customer_no, and the point.</summary>
    public const string Select = """
        SELECT score_id, customer_no, scored_at, utc_offset_minutes, probability, risk_level, m.version, sm.version, shadow_probability, shadow_risk_level
        FROM risk_scores s LEFT JOIN model_versions m USING (model_no) LEFT JOIN model_versions sm ON sm.model_no = shadow_model_no
        """;

    /// <summary>The same of the cluster, with the position for the id.</summary>
    public const string ClusterColumns =
        "SELECT position, customer_no, scored_at, utc_offset_minutes, s.probability, s.risk_level, m.version, sm.version, shadow_probability, shadow_risk_level";

    /// <summary>Where <see cref="ClusterColumns"/> are.</summary>
    public const string ClusterTables =
        "cluster.risk_scores s LEFT JOIN cluster.model_versions m USING (model_no) LEFT JOIN cluster.model_versions sm ON sm.model_no = shadow_model_no";

    /// <summary>The columns of a point.</summary>
    public const string PointColumns = "scored_at, utc_offset_minutes, probability, risk_level, model_no, shadow_model_no, shadow_probability, shadow_risk_level";

    /// <param name="connection">In the transaction.</param>
    /// <param name="units">What is committed.</param>
    /// <param name="lastId">The highest id that is there.</param>
    /// <param name="months">Partitions.</param>
    /// <param name="models">Numbers of models.</param>
    public static void Write(NpgsqlConnection connection, IReadOnlyList<CommitUnit> units, long lastId, MonthPartitions months, ModelRows models)
    {
        var any = false;
        foreach (var (_, point) in units.SelectMany(unit => unit.Scores))
        {
            any = true;
            months.Want(point.At);
            models.Ensure(connection, point.ModelVersion);
            models.Ensure(connection, point.Shadow?.ModelVersion);
        }

        if (!any)
            return;
        months.Ensure(connection);
        using var copy = new RowCopy(
            connection, "risk_scores", $"score_id, customer_no, {PointColumns}");
        foreach (var (customerNo, point) in units.SelectMany(unit => unit.Scores))
        {
            Add(copy.Row().Add(++lastId).Add(customerNo), point, models.NumberOf(point.ModelVersion), models.NumberOf(point.Shadow?.ModelVersion));
        }

        copy.Complete();
    }

    /// <summary>Adds <see cref="PointColumns"/> to the row.</summary>
    public static RowCopy Add(RowCopy row, ScorePoint point, int? modelNo, int? shadowNo) =>
        row.Add(point.At).Add(StoredMoment.OffsetOf(point.At)).Add(point.Probability).Add((short)point.Level)
            .Add(modelNo).Add(shadowNo).Add(point.Shadow?.Probability).Add((short?)point.Shadow?.Level);

    public static ScorePoint Read(PostgresRows row) => new(row.Moment(2, 3), row.Double(4), (RiskLevel)row.Int16(5))
    {
        ModelVersion = row.IsNull(6) ? null : row.Text(6),
        Shadow = row.IsNull(7) ? null : new ShadowScore(row.Text(7), row.Double(8), (RiskLevel)row.Int16(9)),
    };
}
