using Npgsql;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Postgres;

/// <summary>Writes and reads dead letters.</summary>
internal static class DeadLetterRows
{
    /// <summary>Gives the columns that <see cref="Read"/> expects.</summary>
    public const string Select = "SELECT dead_letter_id, document, error, source, refused_at FROM dead_letters";

    /// <param name="connection">In the transaction.</param>
    /// <param name="units">What is committed.</param>
    /// <param name="lastId">The highest id that is there.</param>
    public static void Write(NpgsqlConnection connection, IReadOnlyList<CommitUnit> units, long lastId)
    {
        if (units.All(unit => unit.DeadLetters.Count == 0))
            return;
        using var copy = new RowCopy(connection, "dead_letters", "dead_letter_id, refused_at, source, error, document, customer_no, transaction_id");
        foreach (var (letter, customerNo, transactionId) in units.SelectMany(unit => unit.DeadLetters))
        {
            copy.Row().Add(++lastId).Add(letter.At).Add(letter.Source).Add(letter.Error).Add(letter.Document)
                .Add(transactionId is null ? null : (int?)customerNo).Add(transactionId);
        }

        copy.Complete();
    }

    public static SequencedDeadLetter Read(PostgresRows row) => new(row.Int64(0), new DeadLetter(row.Text(1), row.Text(2), row.Text(3), row.Utc(4)));
}
