using System.Data;
using Npgsql;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Postgres;

/// <summary>
/// Writes batches, each in one transaction, on the one connection that writes. A commit that failed may have come through: it
/// is repeated as it was, and what is found there already counts as made.
/// </summary>
internal sealed class PostgresWriter(StoreOwnership ownership, PostgresFailure failure) : IDisposable
{
    private readonly MonthPartitions _transactionMonths = new("transactions");
    private readonly MonthPartitions _scoreMonths = new("risk_scores");
    private readonly ModelRows _models = new();

    /// <param name="connection">Open.</param>
    /// <param name="sql">Parameters are $1, $2 and so on.</param>
    /// <param name="arguments">Their values.</param>
    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] arguments)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var argument in arguments)
            command.Parameters.Add(new NpgsqlParameter { Value = argument });
        return command;
    }

    public void Commit(CommitBatch batch)
    {
        try
        {
            var connection = ownership.Renew(out var isNew);
            if (isNew && ownership.ReadCommits(connection) == batch.Totals.Commits)
                return;
            Write(connection, batch);
        }
        catch (Exception e)
        {
            _transactionMonths.RolledBack();
            _scoreMonths.RolledBack();
            _models.RolledBack();
            if (!PostgresFailure.Is(e))
                throw;

            // Whether the server made the commit shows when it is asked through a new session, after the old one has ended.
            ownership.Drop();
            throw failure.Of(e);
        }

        _transactionMonths.Committed();
        _scoreMonths.Committed();
    }

    public void Dispose() => ownership.Dispose();

    private void Write(NpgsqlConnection connection, CommitBatch batch)
    {
        using var transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
        if (TakeTurn(connection, batch) is not var (lastScore, lastLetter))
        {
            transaction.Rollback();
            if (ownership.ReadCommits(connection) == batch.Totals.Commits)
                return;
            throw new StoreException($"The store does not hold the commit before number {batch.Totals.Commits}: somebody else has changed it.") { IsPermanent = true };
        }

        WriteCustomers(connection, batch.Units);
        foreach (var model in batch.Units.SelectMany(unit => unit.Models))
            ModelRows.Write(connection, model);
        LogRows.Write(connection, batch.Units, _transactionMonths);
        ScoreRows.Write(connection, batch.Units, lastScore, _scoreMonths, _models);
        InterventionRows.Write(connection, batch.Units);
        DeadLetterRows.Write(connection, batch.Units, lastLetter);
        MonitoringRows.Write(connection, batch.Units, _models);
        StateRows.Write(connection, batch.Units);
        transaction.Commit();
    }

    // The row is locked from here to the end of the transaction: of two writers one waits, and then finds that it is not its turn.
    private (long LastScore, long LastLetter)? TakeTurn(NpgsqlConnection connection, CommitBatch batch)
    {
        var totals = batch.Totals;
        long scores = batch.Units.Sum(unit => unit.Scores.Count), letters = batch.Units.Sum(unit => unit.DeadLetters.Count);
        using var command = Command(
            connection,
            """
            UPDATE totals SET commits = $2, log_position = $3, transactions = $4, duplicates = $5, dead_letters = $6, interventions = $7, stream_ms = $8,
                last_score = last_score + $9, last_dead_letter = last_dead_letter + $10
            WHERE owner_epoch = $1 AND commits = $2 - 1
            RETURNING last_score - $9, last_dead_letter - $10
            """,
            ownership.Epoch, totals.Commits, totals.Position, totals.Transactions, totals.Duplicates, totals.DeadLetters, totals.Interventions, totals.StreamMs, scores, letters);
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1)) : null;
    }

    private static void WriteCustomers(NpgsqlConnection connection, IReadOnlyList<CommitUnit> units)
    {
        if (units.All(unit => unit.NewCustomers.Count == 0))
            return;
        using var copy = new RowCopy(connection, "customers", "customer_no, customer_id");
        foreach (var (no, id) in units.SelectMany(unit => unit.NewCustomers))
            copy.Row().Add(no).Add(id);
        copy.Complete();
    }
}
