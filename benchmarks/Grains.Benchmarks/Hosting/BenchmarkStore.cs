using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster.Benchmarks;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Grains.Benchmarks.Database;
using PreDelinquency.Postgres;
using PreDelinquency.Storage;

namespace PreDelinquency.Grains.Benchmarks.Hosting;

/// <summary>The store of a cluster that is measured: in memory, or a new database.</summary>
internal sealed class BenchmarkStore : IAsyncDisposable
{
    private readonly BenchmarkDatabase? _database;

    private BenchmarkStore(string name, IClusterStore store, BenchmarkDatabase? database) => (Name, Store, _database) = (name, store, database);

    /// <summary>For the table.</summary>
    public string Name { get; }

    public IClusterStore Store { get; }

    /// <summary>Where members, reminders and subscriptions are too; null in memory.</summary>
    public string? ConnectionString => _database?.ConnectionString;

    /// <summary>What the database answers to a question with one figure.</summary>
    /// <exception cref="InvalidOperationException">The store is in memory.</exception>
    public long Ask(string sql) => (_database ?? throw new InvalidOperationException("A store in memory cannot be asked in SQL.")).Ask<long>(sql);

    public static BenchmarkStore InMemory() => new("memory", new MemoryClusterStore(), null);

    public static async Task<BenchmarkStore> DurableAsync(PostgresServer server)
    {
        var database = new BenchmarkDatabase(server.ConnectionString);
        await database.MigrateAsync(MigrationSet.Cluster, MigrationSet.Orleans, MigrationSet.Registry);
        return new BenchmarkStore("postgres", await PostgresClusterStore.OpenAsync(database.ConnectionString, new PostgresClusterStoreOptions(), NullLogger.Instance, CancellationToken.None), database);
    }

    /// <summary>Breaks off unless the store holds each transaction that was sent, once.</summary>
    public async Task RequireAsync(long sent)
    {
        var held = (await Store.ReadTotalsAsync(CancellationToken.None)).Transactions;
        if (held != sent)
            throw new InvalidOperationException($"{sent} transactions were sent and acknowledged, and the store holds {held}.");
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _database?.Dispose();
    }
}
