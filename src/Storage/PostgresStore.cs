using PreDelinquency.Engine.Ports;
using PreDelinquency.Postgres;
using PreDelinquency.Storage.Postgres;

namespace PreDelinquency.Storage;

/// <summary>
/// A store in a PostgreSQL database, schema <c>engine</c> of <c>scripts/sql/postgres</c>. Commits go through one connection that
/// owns the store; everything else reads through a pool. After a restart of the server it goes on by itself.
/// </summary>
public sealed partial class PostgresStore : IStore
{
    private readonly StoreOwnership _ownership;
    private readonly PostgresWriter _writer;
    private readonly PostgresReaders _readers;

    private PostgresStore(DatabaseAddress address, StoreOwnership ownership)
    {
        var failure = new PostgresFailure(address.Description);
        Description = address.Description;
        _ownership = ownership;
        _writer = new PostgresWriter(ownership, failure);
        _readers = new PostgresReaders(address, failure);
    }

    public string Description { get; }

    /// <summary>Connects, brings the schema up to date where this role may, and takes the store over.</summary>
    /// <param name="connectionString">As Npgsql takes it; leave the password to PGPASSWORD or a password file.</param>
    /// <param name="mayCreate">Whether to make a store where the database holds none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The database does not let in, the store is in use, or its schema is newer or cannot be brought up to date.</exception>
    public static async Task<PostgresStore> OpenAsync(string connectionString, bool mayCreate, CancellationToken cancellationToken)
    {
        try
        {
            var address = DatabaseAddress.Parse(connectionString);
            try
            {
                return new PostgresStore(address, await StoreOwnership.TakeAsync(address, mayCreate, cancellationToken));
            }
            catch (Exception e) when (PostgresFailure.Is(e))
            {
                throw new PostgresFailure(address.Description).Of(e);
            }
        }
        catch (DatabaseException e)
        {
            throw new StoreException(e.Message, e);
        }
    }

    public void Commit(CommitBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _writer.Commit(batch);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _readers.Dispose();
    }
}
