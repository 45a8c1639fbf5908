using System.Data;
using Npgsql;
using PreDelinquency.Postgres;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>One writer's connection, the lane that is its own while the session lasts, and what it knows to be in the database.</summary>
internal sealed class WriterSession : IDisposable
{
    /// <summary>What the server knows such connections by.</summary>
    public const string ApplicationName = "predelinquency cluster writer";

    /// <summary>The letters PDLR: the space of the locks on lanes.</summary>
    private const int LaneSpace = 0x50444C52;

    // What is acknowledged must survive a loss of power, whatever role and database say. The statements find single rows by their
    // keys in the order in which they are given: so two writers that meet never wait for each other in a circle. A session whose
    // client is gone for good must not keep its locks.
    private const string Settings = """
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
        SELECT set_config(name, 'off', false) FROM unnest(ARRAY['enable_hashjoin', 'enable_mergejoin', 'enable_seqscan', 'enable_bitmapscan', 'jit']) name;
        SELECT set_config('plan_cache_mode', 'force_generic_plan', false);
        SELECT set_config('idle_in_transaction_session_timeout', '60s', false)
        """;

    private WriterSession(NpgsqlConnection connection, ServerSession server, short lane, long commitBase) =>
        (Connection, Server, Lane, CommitBase) = (connection, server, lane, commitBase);

    public NpgsqlConnection Connection { get; }

    /// <summary>The server's side of it.</summary>
    public ServerSession Server { get; }

    /// <summary>Names the rows into which this writer alone adds up.</summary>
    public short Lane { get; }

    /// <summary>What makes a commit number of a database transaction's number.</summary>
    public long CommitBase { get; }

    public MonthPartitions TransactionMonths { get; private set; } = Months("transactions");

    public MonthPartitions ScoreMonths { get; private set; } = Months("risk_scores");

    public ModelNumbers Models { get; } = new();

    public bool IsOpen => Connection.FullState == ConnectionState.Open;

    /// <summary>Whether the server has been asked to commit: from there on only the database knows whether it did.</summary>
    public bool IsCommitting { get; set; }

    /// <param name="address">The database.</param>
    /// <param name="lost">This writer's session before it, whose connection was lost; it is ended first, so that nothing of it is still on its way.</param>
    public static WriterSession Open(DatabaseAddress address, ServerSession? lost)
    {
        var connection = new NpgsqlConnection(address.ConnectionString(parts =>
        {
            parts.ApplicationName = ApplicationName;
            parts.KeepAlive = 30;
            parts.MaxAutoPrepare = 32;
            parts.AutoPrepareMinUsages = 2;
        }) + ";Pooling=false");
        try
        {
            connection.Open();
            lost?.End(connection);
            using (var settings = new NpgsqlCommand(Settings, connection))
                settings.ExecuteNonQuery();
            using var lane = PostgresWriter.Command(connection, $"SELECT lane::smallint FROM generate_series(0, 32767) lane WHERE pg_try_advisory_lock({LaneSpace}, lane) LIMIT 1");
            var number = (short)lane.ExecuteScalar()!;
            return new WriterSession(connection, ServerSession.Of(connection), number, ContinueCommitNumbersAsync(connection, CancellationToken.None).AsTask().GetAwaiter().GetResult());
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Before anything is written or passed on: commit numbers go on above those that are there, also in a database that was restored from a dump.</summary>
    /// <returns>The base of commit numbers.</returns>
    public static async ValueTask<long> ContinueCommitNumbersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT cluster.continue_commit_numbers()", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Sees to it that all is there that the rows of a group refer to.</summary>
    public void Prepare(IReadOnlyList<PendingCommit> group)
    {
        foreach (var pending in group)
        {
            if (pending.Commit is not { } commit)
                continue;
            foreach (var transaction in commit.Transactions)
                TransactionMonths.Want(transaction.Timestamp);
            foreach (var point in commit.Scores)
            {
                ScoreMonths.Want(point.At);
                Models.Ensure(Connection, point.ModelVersion);
                Models.Ensure(Connection, point.Shadow?.ModelVersion);
            }

            foreach (var observed in commit.ObservedDays)
                Models.Ensure(Connection, observed.ModelVersion);
        }

        TransactionMonths.Ensure(Connection);
        ScoreMonths.Ensure(Connection);
        TransactionMonths.Committed();
        ScoreMonths.Committed();
    }

    /// <summary>The database refused something: what was known of its months may have changed.</summary>
    public void Doubt() => (TransactionMonths, ScoreMonths) = (Months("transactions"), Months("risk_scores"));

    public void Dispose() => Connection.Dispose();

    private static MonthPartitions Months(string table) => new(table, "cluster.ensure_month_partition");
}
