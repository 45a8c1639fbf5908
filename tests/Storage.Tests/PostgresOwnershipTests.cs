using Npgsql;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Tests;

public sealed class PostgresOwnershipTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    private readonly string _connection = server.CreateDatabase();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_in_use_is_refused()
    {
        using var store = await OpenAsync();

        var refusal = await Assert.ThrowsAsync<StoreException>(() => OpenAsync());

        Assert.Contains("in use by another process (server session", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.IsPermanent);
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(1)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_whose_answer_got_lost_is_made_once(bool isDelivered)
    {
        var direct = new NpgsqlConnectionStringBuilder(_connection);
        using var proxy = new CuttingProxy(direct.Port);
        using var store = await PostgresStore.OpenAsync(new NpgsqlConnectionStringBuilder(_connection) { Port = proxy.Port }.ConnectionString, mayCreate: true, Token);
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(2)));
        var batch = Samples.Batch(store.ReadTotals(), Entries(20));

        // The whole statement: READ COMMITTED, with which a transaction begins, holds the word too.
        proxy.CutAt("COMMIT\0", isDelivered);

        var failure = Assert.Throws<StoreException>(() => store.Commit(batch));
        Assert.False(failure.IsPermanent);
        Assert.Equal(1, Sessions());
        if (isDelivered)
            await Eventually.HoldsAsync(() => Execute("SELECT count(*) FROM transactions") == 20);
        else
            Assert.Equal(0, Execute("SELECT count(*) FROM transactions"));
        store.Commit(batch);

        Assert.Equal(batch.Totals, store.ReadTotals());
        Assert.Equal(20, store.ReadLog(0).Count());
        store.Commit(Samples.Batch(store.ReadTotals(), Entries(5)));
        Assert.Equal(25, store.ReadLog(0).Count());
        store.Commit(Samples.Batch(store.ReadTotals() with { Commits = 2 }, Entries(0)));
        Assert.Equal(25, store.ReadLog(0).Count());

        // The session that the server did not know to be gone was ended.
        Assert.Equal(1, Sessions());
    }

    [Fact]
    public async Task A_store_whose_sessions_were_ended_goes_on()
    {
        using var store = await OpenAsync();
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(2)));
        EndSessions();

        // The pool finds out by itself; the writer is told, and repeated.
        Assert.Equal(1, store.ReadTotals().Commits);
        var batch = Samples.Batch(store.ReadTotals(), Entries(3));
        Assert.Throws<StoreException>(() => store.Commit(batch));
        store.Commit(batch);

        Assert.Equal(3, store.ReadLog(0).Count());
    }

    [Fact]
    public async Task Who_lost_the_store_to_another_writes_no_more()
    {
        using var first = await OpenAsync();
        first.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(2)));
        var late = Samples.Batch(first.ReadTotals(), Entries(7));
        EndSessions();
        using var second = await OpenAsync();
        second.Commit(Samples.Batch(second.ReadTotals(), Entries(3)));

        Assert.Throws<StoreException>(() => first.Commit(late));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var refusal = Assert.Throws<StoreException>(() => first.Commit(late));
            Assert.True(refusal.IsPermanent);
            Assert.Contains("another process has taken the store over", refusal.Message, StringComparison.Ordinal);
        }

        second.Commit(Samples.Batch(second.ReadTotals(), Entries(1)));
        second.Dispose();
        Assert.True(Assert.Throws<StoreException>(() => first.Commit(late)).IsPermanent);

        // As many commits as the late one would have made: they are not its own.
        Assert.True(Assert.Throws<StoreException>(() => first.ReadTotals()).IsPermanent);
        using var third = await OpenAsync();
        Assert.Equal(4, third.ReadLog(0).Count());
    }

    [Fact]
    public async Task The_epoch_keeps_out_who_still_believes_to_hold_the_lock()
    {
        using var store = await OpenAsync();
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(2)));
        var batch = Samples.Batch(store.ReadTotals(), Entries(3));
        Execute("UPDATE totals SET owner_epoch = owner_epoch + 1");

        Assert.True(Assert.Throws<StoreException>(() => store.Commit(batch)).IsPermanent);

        Assert.Equal(0, Execute("SELECT count(*) FROM transactions"));
    }

    [Fact]
    public async Task Who_took_a_store_over_is_in_the_audit()
    {
        (await OpenAsync()).Dispose();
        (await OpenAsync()).Dispose();

        Assert.Equal(2, Execute("SELECT count(*) FROM audit WHERE action = 'store taken over' AND detail LIKE 'epoch %, process %'"));
    }

    [Fact]
    public async Task A_database_without_a_store_stays_as_it_is_where_none_may_be_made()
    {
        var refusal = await Assert.ThrowsAsync<StoreException>(() => PostgresStore.OpenAsync(_connection, mayCreate: false, Token));

        Assert.Contains("holds no store", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, Execute("SELECT count(*) FROM pg_class WHERE relname IN ('totals', 'predelinquency_migrations')"));
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused()
    {
        (await OpenAsync()).Dispose();
        Execute("INSERT INTO predelinquency_migrations (component, version, name) VALUES ('engine', 99, '099_future')");

        Assert.Contains("newer version", (await Assert.ThrowsAsync<StoreException>(() => OpenAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_never_told()
    {
        using var store = await PostgresStore.OpenAsync(_connection + ";Password=hidden", mayCreate: true, Token);
        Assert.DoesNotContain("hidden", store.Description, StringComparison.Ordinal);

        foreach (var text in new[] { "Host=127.0.0.1;Port=1;Username=owner;Password=hidden", "Host=h;Password=a;hidden=b", "Password=hidden", "Host=127.0.0.1;Password=hidden;Port=x" })
        {
            var refusal = await Assert.ThrowsAsync<StoreException>(() => PostgresStore.OpenAsync(text, mayCreate: true, Token));
            Assert.DoesNotContain("hidden", refusal.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_role_that_owns_nothing_can_keep_the_store()
    {
        (await OpenAsync()).Dispose();
        Execute("CREATE ROLE gateway LOGIN; GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO gateway");
        using var store = await PostgresStore.OpenAsync(new NpgsqlConnectionStringBuilder(_connection) { Username = "gateway" }.ConnectionString, mayCreate: true, Token);

        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(2), Entries(30)));

        Assert.Equal(30, store.ReadLog(0).Count());
    }

    private static CommitUnit Entries(int count)
    {
        var random = new Random(count);
        var unit = new CommitUnit();
        for (var i = 0; i < count; i++)
            unit.Log.Add(LogEntry.Of(1, Samples.Transaction(random, 1, i)));
        return unit;
    }

    private Task<PostgresStore> OpenAsync() => PostgresStore.OpenAsync(_connection, mayCreate: true, Token);

    private void EndSessions() => Execute("SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

    private long Sessions() => Execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'predelinquency writer'");

    private long Execute(string sql)
    {
        using var connection = new NpgsqlConnection(_connection + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar() as long? ?? 0;
    }
}
