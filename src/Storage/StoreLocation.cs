using PreDelinquency.Engine.Ports;
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

    /// <summary>For people; no secrets.</summary>
    public override string ToString() => _connectionString is { } text ? DatabaseAddress.Parse(text).Description : _folder!;
}
