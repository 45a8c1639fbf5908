using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Files;

/// <summary>A folder with a population: <c>customers.csv</c>, <c>transactions.csv</c>, <c>missed_payments.csv</c>, <c>causes.csv</c>.</summary>
/// <param name="path">The folder.</param>
public sealed class PopulationFolder(string path)
{
    public string CustomersFile { get; } = Path.Combine(path, "customers.csv");

    public string TransactionsFile { get; } = Path.Combine(path, "transactions.csv");

    public string MissedPaymentsFile { get; } = Path.Combine(path, "missed_payments.csv");

    /// <summary>Hidden truth, for reports only.</summary>
    public string CausesFile { get; } = Path.Combine(path, "causes.csv");

    /// <summary>Generates a population into the folder, which is created where it is missing; files are replaced once all are whole.</summary>
    /// <param name="population">What to generate.</param>
    /// <param name="progress">Told the day that begins and the transactions so far, once per day.</param>
    /// <param name="cancellationToken">Stops between two transactions and leaves the folder's files as they were.</param>
    /// <returns>The number of transactions.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public long Write(Population population, Action<DateOnly, long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(population);
        Directory.CreateDirectory(path);
        string[] files = [CustomersFile, TransactionsFile, MissedPaymentsFile, CausesFile];
        try
        {
            var count = WriteUnfinished(population, progress, cancellationToken);
            foreach (var file in files)
                File.Move(Unfinished(file), file, overwrite: true);
            return count;
        }
        finally
        {
            foreach (var file in files)
                File.Delete(Unfinished(file));
        }
    }

    /// <summary>The profiles, in the order of the file.</summary>
    /// <exception cref="PopulationFormatException">Names file, line, column and rule.</exception>
    public IEnumerable<(string CustomerId, CustomerProfile Profile)> ReadCustomers() => CustomerFile.Read(CustomersFile);

    /// <summary>The transactions, read while they are enumerated.</summary>
    /// <exception cref="PopulationFormatException">Names file, line, column and rule.</exception>
    public IEnumerable<Transaction> ReadTransactions() => TransactionFile.Read(TransactionsFile);

    /// <summary>The missed payments, in the order of the file.</summary>
    /// <exception cref="PopulationFormatException">Names file, line, column and rule.</exception>
    public IEnumerable<MissedPayment> ReadMissedPayments() => MissedPaymentFile.Read(MissedPaymentsFile);

    /// <summary>The hidden causes, for reports only.</summary>
    /// <exception cref="PopulationFormatException">Names file, line, column and rule.</exception>
    public IEnumerable<(string CustomerId, Episode Episode)> ReadCauses() => CauseFile.Read(CausesFile);

    private static string Unfinished(string file) => file + ".unfinished";

    private long WriteUnfinished(Population population, Action<DateOnly, long>? progress, CancellationToken cancellationToken)
    {
        var lives = population.CreateLives();
        CustomerFile.Write(Unfinished(CustomersFile), lives.Select(life => (life.CustomerId, life.Profile)));
        var chronicle = new Chronicle(lives, population.Options.End);
        long count = 0;
        var day = lives[0].Today;
        using (var transactions = TransactionFile.Create(Unfinished(TransactionsFile)))
        using (var missed = MissedPaymentFile.Create(Unfinished(MissedPaymentsFile)))
        {
            foreach (var transaction in chronicle.Transactions())
            {
                TransactionFile.Write(transactions, transaction);
                count++;
                if (lives[0].Today == day)
                    continue;
                cancellationToken.ThrowIfCancellationRequested();
                day = lives[0].Today;
                WriteMissed(missed, chronicle);
                progress?.Invoke(day, count);
            }

            WriteMissed(missed, chronicle);
        }

        CauseFile.Write(Unfinished(CausesFile), lives);
        return count;
    }

    private static void WriteMissed(CsvWriter csv, Chronicle chronicle)
    {
        foreach (var missed in chronicle.TakeMissed())
            MissedPaymentFile.Write(csv, missed);
    }
}
