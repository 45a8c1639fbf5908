using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Sqlite;

/// <summary>Writes who judged the log, and the short numbers by which scores name models. Used by the one thread that writes.</summary>
internal sealed class ModelRows(SqliteDatabase database)
{
    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);

    public void Write(ModelEntry model)
    {
        var known = database.Prepare("SELECT id FROM model_texts WHERE document = ? AND trees = ?").Bind(1, model.Document).Bind(2, model.Trees);
        var id = known.Step() ? known.Int64(0) : 0;
        known.Reset();
        if (id == 0)
        {
            database.Prepare("INSERT INTO model_texts (document, trees) VALUES (?, ?)").Bind(1, model.Document).Bind(2, model.Trees).Run();
            id = database.ReadInt64("SELECT last_insert_rowid()");
        }

        database.Prepare("INSERT OR REPLACE INTO model_spans (after_position, model_id) VALUES (?, ?)").Bind(1, model.AfterPosition).Bind(2, id).Run();
    }

    /// <summary>The number of a version; null for null.</summary>
    public long? IdOf(string? version)
    {
        if (version is null)
            return null;
        if (_ids.TryGetValue(version, out var id))
            return id;
        database.Prepare("INSERT OR IGNORE INTO model_versions (version) VALUES (?)").Bind(1, version).Run();
        var row = database.Prepare("SELECT id FROM model_versions WHERE version = ?").Bind(1, version);
        row.Step();
        id = row.Int64(0);
        row.Reset();
        _ids.Add(version, id);
        return id;
    }

    /// <summary>The numbers given since the last commit are not in the database.</summary>
    public void RolledBack() => _ids.Clear();
}
