using Npgsql;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Postgres;
using PreDelinquency.Storage;

namespace PreDelinquency.Engine.Benchmarks;

/// <summary>
/// Opens the kind of store that is measured, each time in a new place: a folder beneath the system's folder for temporary
/// files, or a database beside the one that <see cref="ConnectionText.Variable"/> names.
/// </summary>
internal sealed class Stores(string kind)
{
    private const string Postgres = "postgres";

    public string Kind => kind;

    public static string NewFolder() => Directory.CreateTempSubdirectory("engine-benchmark-").FullName;

    /// <param name="folder">A new one; names the database too.</param>
    public IStore Open(string folder) => kind switch
    {
        "memory" => new MemoryStore(keepsLog: false),
        "sqlite" => SqliteStore.Open(new SqliteStoreOptions(folder)),
        "sqlite-process" => SqliteStore.Open(new SqliteStoreOptions(folder) { Durability = Durability.ProcessCrash }),
        Postgres => OpenPostgres(folder),
        _ => throw new InvalidOperationException($"{kind} is not a store; memory, sqlite, sqlite-process and {Postgres} are."),
    };

    /// <summary>A folder, or a connection string without its password, under which <see cref="At"/> finds it again.</summary>
    public string PlaceOf(string folder) => kind == Postgres ? new NpgsqlConnectionStringBuilder(DatabaseOf(folder)) { Password = null }.ConnectionString : folder;

    public static StoreLocation At(string place) => place.Contains('=') ? StoreLocation.Database(place) : StoreLocation.Folder(place);

    /// <summary>Deletes what <see cref="Open"/> made.</summary>
    public void Delete(string folder)
    {
        Directory.Delete(folder, recursive: true);
        if (kind == Postgres)
            Execute($"DROP DATABASE \"{Path.GetFileName(folder)}\"");
    }

    private static PostgresStore OpenPostgres(string folder)
    {
        Execute($"CREATE DATABASE \"{Path.GetFileName(folder)}\"");
        return PostgresStore.OpenAsync(DatabaseOf(folder), mayCreate: true, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static string DatabaseOf(string folder) => new NpgsqlConnectionStringBuilder(Server()) { Database = Path.GetFileName(folder) }.ConnectionString;

    private static void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(Server() + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static string Server() =>
        ConnectionText.Resolve(null, null) ?? throw new InvalidOperationException($"{ConnectionText.Variable} must name a PostgreSQL server on which this may make databases, like \"Host=127.0.0.1;Username=postgres;Database=postgres\".");
}
