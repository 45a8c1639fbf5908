using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Storage.Sqlite;

/// <summary>Score points as rows.</summary>
internal static class ScoreRows
{
    /// <summary>Number of columns that <see cref="Read"/> reads.</summary>
    public const int Columns = 8;

    private const string Points = "at_ms, offset_minutes, probability, level, m.version, sm.version, shadow_probability, shadow_level";
    private const string Tables = "FROM scores s LEFT JOIN model_versions m ON m.id = model_id LEFT JOIN model_versions sm ON sm.id = shadow_id";

    public const string Select = $"SELECT {Points} {Tables}";

    /// <summary>With another column after those that <see cref="Read"/> reads.</summary>
    public static string SelectWith(string column) => $"SELECT {Points}, {column} {Tables}";

    public static ScorePoint Read(SqliteStatement row) => new(row.Moment(0), row.Double(2), (RiskLevel)row.Int32(3))
    {
        ModelVersion = row.IsNull(4) ? null : row.Text(4),
        Shadow = row.IsNull(5) ? null : new ShadowScore(row.Text(5), row.Double(6), (RiskLevel)row.Int32(7)),
    };
}
