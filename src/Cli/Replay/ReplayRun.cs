using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cli.Progress;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;

namespace PreDelinquency.Cli.Replay;

/// <summary>Drives recorded transactions through the engine as fast as it goes, with nothing kept but the customers.</summary>
internal sealed class ReplayRun(CommandConsole console, ModelBundle model)
{
    private const int BlockLength = 100_000;

    /// <summary>Replays everything and prints what came of it.</summary>
    public async Task<int> RunAsync(IEnumerable<Transaction> transactions, int workers, CancellationToken cancellationToken)
    {
        using var store = new MemoryStore(keepsLog: false);
        var options = new EngineOptions { Partitions = workers, Clock = ClockKind.Event, MaxActiveCustomers = int.MaxValue };
        await using var engine = await RiskEngine.StartAsync(options, store, model, console.Time, NullLogger.Instance, cancellationToken);
        var (reading, replaying) = (new Stopwatch(), new Stopwatch());
        var (count, duplicates, late) = await ProgressDisplay.RunAsync(console, "replaying", "transactions", null, async meter =>
        {
            long total = 0, known = 0, tooLate = 0;
            var block = new List<Transaction>(BlockLength);
            using var source = transactions.GetEnumerator();
            while (true)
            {
                reading.Start();
                while (block.Count < BlockLength && source.MoveNext())
                    block.Add(source.Current);
                reading.Stop();
                if (block.Count == 0)
                    return (total, known, tooLate);
                replaying.Start();
                var outcomes = await engine.IngestAsync(block, [], cancellationToken);
                replaying.Stop();
                foreach (var outcome in outcomes)
                {
                    known += outcome.Applied == Applied.Duplicate ? 1 : 0;
                    tooLate += outcome.Applied == Applied.TooLate ? 1 : 0;
                }

                meter.Report(total += block.Count);
                block.Clear();
            }
        });
        if (count == 0)
            throw new CommandException("there is no transaction to replay");
        Print(engine.GetStats(), count, duplicates, late, workers, replaying.Elapsed, reading.Elapsed);
        return ExitCode.Done;
    }

    private void Print(ServiceStats stats, long count, long duplicates, long late, int workers, TimeSpan replaying, TimeSpan reading)
    {
        var output = console.Output;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"replayed {count:N0} transactions of {stats.Customers:N0} customers in {replaying.TotalSeconds:0.00} s: {count / replaying.TotalSeconds:N0} transactions/s with {workers} workers (reading the file took {reading.TotalSeconds:0.00} s more)"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"duplicates {duplicates:N0}, too late {late:N0}"));
        output.WriteLine($"levels: {string.Join(", ", stats.ByLevel.OrderBy(l => l.Key).Select(l => $"{WireNames<RiskLevel>.Of(l.Key).ToUpperInvariant()} {l.Value:N0}"))}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"interventions: {stats.Interventions:N0}"));
    }
}
