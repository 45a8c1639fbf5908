using System.Buffers.Binary;
using System.Security.Cryptography;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic;
using PreDelinquency.Synthetic.Files;
using PreDelinquency.Trees;

namespace PreDelinquency.Training;

/// <summary>Rows to train and test on, however they were come by.</summary>
/// <param name="Rows">By customer id and cut-off.</param>
/// <param name="Transactions">Number of transactions they were made from.</param>
public sealed record PointInTimeSet(IReadOnlyList<PointInTimeRow> Rows, long Transactions)
{
    /// <summary>Replays the files of a folder. Causes are not read.</summary>
    /// <exception cref="PopulationFormatException">A file is broken.</exception>
    public static PointInTimeSet FromFolder(
        PopulationFolder folder, SamplingOptions options, IProgress<TrainingStep>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var sampler = new PointInTimeSampler(options);
        var lastDay = 0;
        long count = 0;
        foreach (var transaction in folder.ReadTransactions())
        {
            sampler.Add(transaction);
            lastDay = Math.Max(lastDay, TransactionRules.DayOf(transaction.Timestamp));
            if (++count % 100_000 != 0)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new TrainingStep("Replaying transactions", double.NaN, $"{count:#,0} transactions"));
        }

        var rows = count == 0 ? [] : sampler.Finish(DateOnly.FromDayNumber(lastDay), folder.ReadMissedPayments());
        return new PointInTimeSet(rows, count);
    }

    /// <summary>Lives a population and replays it at once, without files, on all cores; the rows are those of its folder.</summary>
    public static PointInTimeSet FromPopulation(
        Population population, SamplingOptions options, IProgress<TrainingStep>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(population);
        var customers = population.Options.Customers;
        var days = population.Options.End.DayNumber - population.Options.Start.DayNumber;
        var parts = new IReadOnlyList<PointInTimeRow>[customers];
        long count = 0;
        var done = 0;
        Parallel.For(0, customers, new ParallelOptions { CancellationToken = cancellationToken }, index =>
        {
            var life = population.CreateLife(index);
            var sampler = new PointInTimeSampler(options);
            var transactions = new List<Transaction>(64);
            var missed = new List<MissedPayment>();
            long lived = 0;
            for (var day = 0; day < days; day++)
            {
                life.LiveDay(transactions, missed);
                foreach (var transaction in transactions)
                    sampler.Add(transaction);
                lived += transactions.Count;
                transactions.Clear();
            }

            parts[index] = sampler.Finish(life.Today.AddDays(-1), missed);
            Interlocked.Add(ref count, lived);
            if (Interlocked.Increment(ref done) is var finished && finished % 100 == 0)
                progress?.Report(new TrainingStep("Living and replaying", finished / (double)customers, $"{finished:#,0} of {customers:#,0} customers"));
        });
        return new PointInTimeSet([.. parts.SelectMany(p => p)], count);
    }

    /// <summary>Names the data by their content: 16 hexadecimal digits over all features and labels.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new byte[(FeatureCatalogue.Count + 1) * sizeof(double)];
        foreach (var row in Rows)
        {
            for (var i = 0; i < row.Features.Length; i++)
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), row.Features[i]);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(row.Features.Length * sizeof(double)), (row.CutOff.DayNumber * 2L) + (row.Misses ? 1 : 0));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>The rows in the shape that trees are trained on.</summary>
    public static Dataset ToDataset(IReadOnlyList<PointInTimeRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var columns = new double[FeatureCatalogue.Count][];
        for (var f = 0; f < columns.Length; f++)
        {
            var column = new double[rows.Count];
            for (var i = 0; i < column.Length; i++)
                column[i] = rows[i].Features[f];
            columns[f] = column;
        }

        return new Dataset([.. FeatureCatalogue.All.Select(f => f.Name)], columns, Labels(rows));
    }

    /// <summary>1 where a payment is missed, else 0.</summary>
    public static double[] Labels(IReadOnlyList<PointInTimeRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var labels = new double[rows.Count];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = rows[i].Misses ? 1 : 0;
        return labels;
    }
}
