using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Files;

/// <summary>A folder with a population: <c>customers.csv</c>, <c>transactions.csv</c>, <c>missed_payments.csv</c>, <c>causes.csv</c>, and where it was asked for <c>oracle.csv</c>.</summary>
/// <param name="path">The folder.</param>
public sealed class PopulationFolder(string path)
{
    public const string TransactionsName = "transactions.csv";

    public const string MissedPaymentsName = "missed_payments.csv";

    private const string CustomersName = "customers.csv";
    private const string CausesName = "causes.csv";
    private const string OracleName = "oracle.csv";

    /// <summary>Names of all files that such a folder may hold.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [CustomersName, TransactionsName, MissedPaymentsName, CausesName, OracleName];

    public string CustomersFile { get; } = Path.Combine(path, CustomersName);

    public string TransactionsFile { get; } = Path.Combine(path, TransactionsName);

    public string MissedPaymentsFile { get; } = Path.Combine(path, MissedPaymentsName);

    /// <summary>Hidden truth, for reports only.</summary>
    public string CausesFile { get; } = Path.Combine(path, CausesName);

    /// <summary>What was knowable, for reports only.</summary>
    public string OracleFile { get; } = Path.Combine(path, OracleName);

    /// <summary>Generates a population into the folder, which is created where it is missing; files are replaced once all are whole.</summary>
    /// <param name="population">What to generate.</param>
    /// <param name="oracle">How to look into the future; null for no oracle's file, and none of an earlier population is left.</param>
    /// <param name="progress">Told the day that begins and the transactions so far, once per day.</param>
    /// <param name="cancellationToken">Stops within a fraction of a second and leaves the folder as it was.</param>
    /// <returns>The number of transactions.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public long Write(
        Population population, OracleOptions? oracle = null, Action<DateOnly, long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(population);
        var made = MissingFolders();
        Directory.CreateDirectory(path);
        string[] files = [CustomersFile, TransactionsFile, MissedPaymentsFile, CausesFile, OracleFile];
        try
        {
            var count = WriteUnfinished(population, oracle is null ? null : new Oracle(oracle, population.Options), progress, cancellationToken);
            if (oracle is null)
                File.Delete(OracleFile);
            foreach (var file in files)
            {
                if (File.Exists(Unfinished(file)))
                    File.Move(Unfinished(file), file, overwrite: true);
            }

            return count;
        }
        finally
        {
            foreach (var file in files)
                File.Delete(Unfinished(file));

            // After a stop nothing is left of it.
            foreach (var folder in made.Where(f => !Directory.EnumerateFileSystemEntries(f).Any()))
                Directory.Delete(folder);
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

    /// <summary>The oracle's estimates, for reports only.</summary>
    /// <exception cref="PopulationFormatException">Names file, line, column and rule.</exception>
    public IEnumerable<OracleEstimate> ReadOracle() => Files.OracleFile.Read(OracleFile);

    /// <summary>Those of the folder and the ones above it that are not there yet, the innermost first.</summary>
    private List<string> MissingFolders()
    {
        var missing = new List<string>();
        for (var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)); folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
            missing.Add(folder);
        return missing;
    }

    private static string Unfinished(string file) => file + ".unfinished";

    private long WriteUnfinished(Population population, Oracle? oracle, Action<DateOnly, long>? progress, CancellationToken cancellationToken)
    {
        var lives = population.CreateLives(cancellationToken);
        CustomerFile.Write(Unfinished(CustomersFile), lives.Select(life => (life.CustomerId, life.Profile)).Heeding(cancellationToken));
        var chronicle = new Chronicle(lives, population.Options.End);
        long count = 0;
        using (var transactions = TransactionFile.Create(Unfinished(TransactionsFile)))
        using (var missed = MissedPaymentFile.Create(Unfinished(MissedPaymentsFile)))
        using (var estimates = oracle is null ? null : Files.OracleFile.Create(Unfinished(OracleFile)))
        {
            while (!chronicle.IsOver)
            {
                var day = chronicle.LiveDay(cancellationToken);
                foreach (var transaction in day.Heeding(cancellationToken))
                    TransactionFile.Write(transactions, transaction);
                count += day.Count;
                foreach (var payment in chronicle.TakeMissed())
                    MissedPaymentFile.Write(missed, payment);
                if (oracle is not null)
                    WriteEstimates(estimates!, oracle, lives, cancellationToken);
                progress?.Invoke(lives[0].Today, count);
            }
        }

        CauseFile.Write(Unfinished(CausesFile), lives.Heeding(cancellationToken));
        return count;
    }

    private static void WriteEstimates(CsvWriter csv, Oracle oracle, IReadOnlyList<Life> lives, CancellationToken cancellationToken)
    {
        var due = lives.Where(oracle.IsDue).ToArray();
        var estimates = new OracleEstimate[due.Length];
        Parallel.For(0, due.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => estimates[i] = oracle.Estimate(due[i]));
        foreach (var estimate in estimates)
            Files.OracleFile.Write(csv, estimate);
    }
}
