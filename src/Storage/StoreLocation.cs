using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Postgres;

namespace PreDelinquency.Storage;

/// <summary>Where a store is: in a folder, or in a PostgreSQL database.</summary>
public sealed class StoreLocation
{
    private readonly string? _folder;
    private readonly string? _connectionString;

    private StoreLocation(string? folder, string? connectionString) => (_folder, _connectionString) = (folder, connectionString);

    /// <summary>The embedded store of a folder.</summary>
    public static StoreLocation Folder(string folder) => new(folder, null);

    /// <param name="connectionString">As Npgsql takes it.</param>
    public static StoreLocation Database(string connectionString) => new(null, connectionString);

    /// <summary>Opens the store.</summary>
    /// <param name="mayCreate">Whether to make it where there is none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">It is not there, in use, or cannot be opened; see <see cref="SqliteStore.Open"/> and <see cref="PostgresStore.OpenAsync"/>.</exception>
    public async Task<IStore> OpenAsync(bool mayCreate, CancellationToken cancellationToken)
    {
        if (_connectionString is { } text)
            return await PostgresStore.OpenAsync(text, mayCreate, cancellationToken);
        return mayCreate || SqliteStore.IsIn(_folder!) ? SqliteStore.Open(new SqliteStoreOptions(_folder!)) : throw new StoreException($"{_folder}: holds no store.");
    }

    /// <summary>Opens what became of proposals beside it.</summary>
    /// <param name="keys">Of that store.</param>
    /// <param name="readsAlone">Whether nothing is written; in a folder, also while a gateway writes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">It cannot be opened, is not there to be read, or was written with other keys.</exception>
    public async Task<OutreachStore> OpenOutreachAsync(OutreachKeys keys, bool readsAlone, CancellationToken cancellationToken)
    {
        var store = _connectionString is { } text ? await OutreachStore.OpenDatabaseAsync(text, keys, cancellationToken)
            : readsAlone ? OutreachStore.OpenFolderForReading(_folder!, keys) : OutreachStore.OpenFolder(_folder!, keys);
        try
        {
            await store.RequireKeysAsync(notes: !readsAlone, cancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where its keys are by default; null where it is in a database, whose keys lie elsewhere.</summary>
    public string? KeysFolder => _folder is null ? null : Path.Combine(_folder, "keys");

    /// <summary>For people; no secrets.</summary>
    public override string ToString() => _connectionString is { } text ? DatabaseAddress.Parse(text).Description : _folder!;
}
