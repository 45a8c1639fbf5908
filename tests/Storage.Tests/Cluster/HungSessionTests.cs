using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Postgres;
using PreDelinquency.Storage.Postgres;
using PreDelinquency.Storage.Postgres.Cluster;

namespace PreDelinquency.Storage.Tests.Cluster;

/// <summary>Processes that do nothing more in the middle of a transaction, and whose connections stay.</summary>
public sealed class HungSessionTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    private const string LockCounter = "UPDATE cluster.counters SET value = value WHERE name = 'interventions'";

    private readonly ClusterDatabase _database = ClusterDatabase.Create(server);
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_commit_does_not_wait_for_good_for_a_silo_that_hangs_in_its_own(bool isCopying)
    {
        await using var store = await _database.OpenAsync();
        await using var hung = Connect(WriterSession.ApplicationName);
        await using var transaction = await hung.BeginTransactionAsync(Token);
        Run(hung, LockCounter);
        var copy = isCopying ? await BeginCopyAsync(hung) : null;

        var receipt = await store.CommitAsync(ClusterSamples.Commit(new Random(1), 1, 0, 2, 1), Token).AsTask().WaitAsync(TimeSpan.FromSeconds(45), Token);

        Assert.Equal(1, Assert.Single(receipt.Interventions).Sequence);
        if (copy is not null)
            await Assert.ThrowsAnyAsync<Exception>(() => copy.CompleteAsync(Token).AsTask());
        await Assert.ThrowsAnyAsync<Exception>(() => transaction.CommitAsync(Token));
    }

    [Theory]
    [InlineData(WriterSession.ApplicationName)]
    [InlineData(HungSessions.OutreachName)]
    public async Task One_that_moves_or_has_locked_nothing_or_is_somebody_else_s_goes_on_and_one_that_stands_still_is_ended(string name)
    {
        await using var moving = Connect(name);
        await using var reading = Connect(name);
        await using var other = Connect("a person");
        await using var standing = Connect(name);
        NpgsqlConnection[] all = [moving, reading, other, standing];
        foreach (var connection in all)
            Run(connection, $"BEGIN; {(connection == reading ? "SELECT" : "SELECT pg_current_xact_id()")}");
        using var readers = new PostgresReaders(DatabaseAddress.Parse(_database.ConnectionString), new PostgresFailure("test"));
        await using var sessions = new HungSessions(readers, _time, NullLogger.Instance);

        for (var waited = TimeSpan.Zero; waited <= HungSessions.Patience; waited += HungSessions.Patience / 2)
        {
            Run(moving, "SELECT");
            await sessions.LookAsync(Token);
            _time.Advance(HungSessions.Patience / 2);
        }

        foreach (var connection in all.SkipLast(1))
            Run(connection, "SELECT");
        Assert.Throws<PostgresException>(() => Run(standing, "SELECT"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Looks_that_fail_are_told_of_once_and_followed_by_looks_that_work(bool isStore)
    {
        await using var standing = Connect(WriterSession.ApplicationName);
        Run(standing, "BEGIN; SELECT pg_current_xact_id()");
        using var readers = new PostgresReaders(DatabaseAddress.Parse(_database.ConnectionString), new PostgresFailure("test"));
        var time = new FailingTime(_time) { Failure = isStore ? new StoreException("a cable was pulled") : new InvalidOperationException("nobody thought of it") };
        var log = new KeptLog();
        await using var sessions = new HungSessions(readers, time, log);
        sessions.Start();
        await AdvanceUntilAsync(() => time.Failures >= 3);
        Assert.Equal(time.Failure, Assert.Single(log.Exceptions));

        time.Failure = null;
        await AdvanceUntilAsync(() => log.Lines.Any(line => line.Contains("was ended", StringComparison.Ordinal)));
        Assert.Throws<PostgresException>(() => Run(standing, "SELECT"));
        Assert.Single(log.Exceptions);

        // Once it worked, the next failure is news.
        await using var next = Connect(WriterSession.ApplicationName);
        Run(next, "BEGIN; SELECT pg_current_xact_id()");
        time.Failure = new StoreException("and once more");
        await AdvanceUntilAsync(() => log.Exceptions.Count > 1);
        Assert.Equal(time.Failure, log.Exceptions.Last());
    }

    [Fact]
    public async Task A_store_that_is_ended_twice_ends_once()
    {
        var store = await _database.OpenAsync();
        await store.DisposeAsync();

        await store.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => store.ReadTotalsAsync(Token).AsTask());
    }

    [Fact]
    public async Task A_copy_that_is_slow_goes_on()
    {
        await using var slow = Connect(WriterSession.ApplicationName);
        Run(slow, "CREATE TABLE slow (part bytea)");
        await using var transaction = await slow.BeginTransactionAsync(Token);
        Run(slow, "SELECT pg_current_xact_id()");
        using var readers = new PostgresReaders(DatabaseAddress.Parse(_database.ConnectionString), new PostgresFailure("test"));
        await using var sessions = new HungSessions(readers, _time, NullLogger.Instance);
        var part = new byte[1 << 16];
        await using (var copy = await slow.BeginBinaryImportAsync("COPY slow FROM STDIN (FORMAT binary)", Token))
        {
            for (var i = 0; i < 4; i++)
            {
                var before = Copied();
                await copy.StartRowAsync(Token);
                await copy.WriteAsync(part, NpgsqlDbType.Bytea, Token);
                await Eventually.HoldsAsync(() => Copied() > before);
                await sessions.LookAsync(Token);
                _time.Advance(HungSessions.Patience);
            }

            Assert.Equal(4UL, await copy.CompleteAsync(Token));
        }

        await transaction.CommitAsync(Token);

        long Copied() => _database.Strings("SELECT coalesce(sum(bytes_processed), 0)::text FROM pg_stat_progress_copy WHERE datname = current_database()").Select(long.Parse).Single();
    }

    private static async Task<NpgsqlBinaryImporter> BeginCopyAsync(NpgsqlConnection connection) =>
        await connection.BeginBinaryImportAsync("COPY cluster.model_versions FROM STDIN (FORMAT binary)", Token);

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.HoldsAsync(() =>
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return condition();
    });

    private NpgsqlConnection Connect(string name)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { ApplicationName = name, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Lets a look fail at the first session that it sees.</summary>
    private sealed class FailingTime(ManualTime time) : TimeProvider
    {
        private volatile Exception? _failure;
        private volatile int _failures;

        public Exception? Failure
        {
            get => _failure;
            set => _failure = value;
        }

        public int Failures => _failures;

        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp()
        {
            if (_failure is not { } failure)
                return time.GetTimestamp();
            Interlocked.Increment(ref _failures);
            throw failure;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
    }

    private sealed class KeptLog : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ConcurrentQueue<Exception> Exceptions { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Lines.Enqueue(formatter(state, exception));
            if (exception is not null)
                Exceptions.Enqueue(exception);
        }
    }
}
