using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Files;

/// <summary>Transactions as CSV, with the column names of the wire format. Empty is null.</summary>
public static class TransactionFile
{
    private static readonly string[] Columns =
    [
        "transaction_id", "customer_id", "timestamp", "amount", "direction", "category", "channel", "status",
        "balance_after", "currency", "merchant", "due_date",
    ];

    /// <summary>A history may lie anywhere in time, a simulated one in the future too: only the clock of a gateway knows better.</summary>
    private static readonly DateTimeOffset NoClock = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a file while it is enumerated.</summary>
    /// <exception cref="PopulationFormatException">Names file, line, column and rule.</exception>
    public static IEnumerable<Transaction> Read(string path)
    {
        using var csv = new CsvReader(path, Columns);
        while (csv.Next())
        {
            var transaction = new Transaction
            {
                TransactionId = csv.Text(0).ToString(),
                CustomerId = csv.Shared(1),
                Timestamp = csv.Timestamp(2),
                Amount = csv.Amount(3),
                Direction = csv.Name<Direction>(4),
                Category = csv.Name<Category>(5),
                Channel = csv.Name<Channel>(6),
                Status = csv.Name<TransactionStatus>(7),
                BalanceAfter = csv.Text(8).IsEmpty ? null : csv.Amount(8),
                Currency = csv.SharedOrNull(9),
                Merchant = csv.SharedOrNull(10),
                DueDate = csv.Text(11).IsEmpty ? null : csv.Date(11),
            };
            if (TransactionRules.Violation(transaction, NoClock) is { } violation)
                throw csv.Broken(-1, violation);
            yield return transaction;
        }
    }

    internal static CsvWriter Create(string path) => new(path, Columns);

    internal static void Write(CsvWriter csv, Transaction transaction)
    {
        csv.Text(transaction.TransactionId);
        csv.Text(transaction.CustomerId);
        csv.Timestamp(transaction.Timestamp);
        csv.Amount(transaction.Amount);
        csv.Text(WireNames<Direction>.Of(transaction.Direction));
        csv.Text(WireNames<Category>.Of(transaction.Category));
        csv.Text(WireNames<Channel>.Of(transaction.Channel));
        csv.Text(WireNames<TransactionStatus>.Of(transaction.Status));
        if (transaction.BalanceAfter is { } balance)
            csv.Amount(balance);
        else
            csv.Empty();
        csv.Text(transaction.Currency);
        csv.Text(transaction.Merchant);
        if (transaction.DueDate is { } due)
            csv.Date(due);
        else
            csv.Empty();
        csv.EndLine();
    }
}
