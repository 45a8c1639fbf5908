using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Storage.Tests;

public sealed class ReaderPoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_connection_that_cannot_begin_is_closed_and_the_next_one_works()
    {
        using (var made = new SqliteDatabase(_folder.File("store.db"), readOnly: false))
            made.Execute("CREATE TABLE t (x)");
        using var pool = new ReaderPool(_folder.File("store.db"));
        SqliteDatabase connection;
        using (var lease = pool.Rent())
            connection = lease.Database;

        // A transaction within a transaction is refused.
        connection.Execute("BEGIN");
        var refusal = Assert.Throws<StoreException>(() => pool.Rent());

        Assert.Contains("transaction", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => connection.Execute("COMMIT"));
        Assert.Equal(0, pool.Idle);
        using var next = pool.Rent();
        Assert.Equal(0, next.Database.ReadInt64("SELECT COUNT(*) FROM t"));
    }
}
