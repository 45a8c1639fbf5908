using Npgsql;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Postgres;

/// <summary>Writes who judged the log, and the short numbers by which scores name models. Used by the one thread that writes.</summary>
internal sealed class ModelRows
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public static void Write(NpgsqlConnection connection, ModelEntry model)
    {
        using var known = PostgresWriter.Command(connection, "SELECT model_id FROM models WHERE document = $1 AND trees = $2", model.Document, model.Trees);
        if (known.ExecuteScalar() is not int id)
        {
            using var insert = PostgresWriter.Command(connection, "INSERT INTO models (document, trees) VALUES ($1, $2) RETURNING model_id", model.Document, model.Trees);
            id = (int)insert.ExecuteScalar()!;
        }

        using var span = PostgresWriter.Command(
            connection,
            "INSERT INTO model_spans (after_position, model_id) VALUES ($1, $2) ON CONFLICT (after_position) DO UPDATE SET model_id = EXCLUDED.model_id",
            model.AfterPosition, id);
        span.ExecuteNonQuery();
    }

    /// <summary>Gives a version its number, as part of the transaction that goes on.</summary>
    public void Ensure(NpgsqlConnection connection, string? version)
    {
        if (version is null || _numbers.ContainsKey(version))
            return;
        using var known = PostgresWriter.Command(connection, "SELECT model_no FROM model_versions WHERE version = $1", version);
        if (known.ExecuteScalar() is not int number)
        {
            using var insert = PostgresWriter.Command(connection, "INSERT INTO model_versions (version) VALUES ($1) RETURNING model_no", version);
            number = (int)insert.ExecuteScalar()!;
        }

        _numbers.Add(version, number);
    }

    /// <summary>The number of a version that was ensured; null for null.</summary>
    public int? NumberOf(string? version) => version is null ? null : _numbers[version];

    /// <summary>The numbers given since the last commit are not in the database.</summary>
    public void RolledBack() => _numbers.Clear();
}
