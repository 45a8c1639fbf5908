using Npgsql;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>The short numbers by which scores name models. Given outside of the group's transaction, so that writers do not wait for each other. Used by one writer.</summary>
internal sealed class ModelNumbers
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Gives a version its number where it has none yet.</summary>
    /// <param name="connection">In no transaction.</param>
    /// <param name="version">Null for none.</param>
    public void Ensure(NpgsqlConnection connection, string? version)
    {
        if (version is null || _numbers.ContainsKey(version))
            return;
        using (var insert = PostgresWriter.Command(connection, "INSERT INTO cluster.model_versions (version) SELECT $1 WHERE NOT EXISTS (SELECT FROM cluster.model_versions WHERE version = $1) ON CONFLICT DO NOTHING", version))
            insert.ExecuteNonQuery();
        using var known = PostgresWriter.Command(connection, "SELECT model_no FROM cluster.model_versions WHERE version = $1", version);
        _numbers.Add(version, (int)known.ExecuteScalar()!);
    }

    /// <summary>The number of a version that was ensured; null for null.</summary>
    public int? NumberOf(string? version) => version is null ? null : _numbers[version];
}
